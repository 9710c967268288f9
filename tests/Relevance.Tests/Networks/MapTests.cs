using CsCheck;
using Relevance.Networks.Maps;
using Relevance.Tests.Support;
using static TorchSharp.torch;

namespace Relevance.Tests.Networks;

/// <summary>The transposed map is the adjoint: ⟨W a, s⟩ = ⟨a, Wᵀ s⟩ for every geometry, in float32 as well, where libtorch's own is wrong on some processors.</summary>
public class MapTests
{
    private static readonly Gen<(long Kernel, long Stride, long Padding, long Dilation)> GenAxis =
        Gen.Select(Gen.Long[1, 3], Gen.Long[1, 3], Gen.Long[0, 2], Gen.Long[1, 2]);

    [Fact]
    public void Convolutions_over_one_two_and_three_axes() =>
        Gen.Select(GenAxis.Array[1, 3], Gen.Long[1, 2], Gen.Select(Gen.Long[1, 6], Gen.Long[1, 3]), Gen.Int[0, 1 << 20]).Sample((axes, groups, channels, seed) =>
        {
            using var scope = NewDisposeScope();
            using var random = Seeded(seed);
            var (outputs, inputs) = channels;
            var map = new ConvolutionMap(
                randn([outputs * groups, inputs, .. axes.Select(axis => axis.Kernel)], generator: random), null,
                new ConvolutionGeometry([.. axes.Select(a => a.Stride)], [.. axes.Select(a => a.Padding)], [.. axes.Select(a => a.Dilation)], groups));
            CheckAdjoint(map, [4, inputs * groups, .. axes.Select((_, i) => 6L + i)], random);
        }, iter: 100);

    [Fact]
    public void Average_poolings() => Gen.Select(Gen.Long[1, 3], Gen.Long[1, 3], Gen.Int[0, 1 << 20]).Sample((height, width, seed) =>
    {
        using var scope = NewDisposeScope();
        using var random = Seeded(seed);
        CheckAdjoint(new AveragePoolingMap(height, width), [3, 2, 7, 6], random);
        CheckAdjoint(new AveragePoolingMap(height, width).Take(WeightPart.Square), [3, 2, 7, 6], random);
    }, iter: 60);

    /// <summary>The kinds of layers that are linear maps, and what they are called in <see cref="LayerCases"/>.</summary>
    public static TheoryData<string> Linear => [.. LayerCases.Linear];

    [Theory]
    [MemberData(nameof(Linear))]
    public void The_transposed_map_of_every_linear_layer_is_its_adjoint(string kind) => LayerCases.All[kind].Sample(layer =>
    {
        using var scope = NewDisposeScope();
        using var random = Seeded(layer.Seed);
        foreach (var type in new[] { ScalarType.Float64, ScalarType.Float32 })
            CheckAdjoint(layer.ReadMap().To(type).Take(WeightPart.All), [4, .. layer.Shape], random, type);
    }, iter: 40);

    [Theory]
    [MemberData(nameof(Linear))]
    public void Modified_weights_are_the_modified_entries_of_the_matrix(string kind) => LayerCases.All[kind].Sample(layer =>
    {
        using var scope = NewDisposeScope();
        var map = layer.ReadMap();
        var (weight, bias) = Matrix(map, layer.Shape);
        Assert.Equal(map.HasBias, bias.abs().max().item<double>() > 0);
        Check(WeightPart.All, weight);
        Check(WeightPart.Positive, weight.clamp_min(0));
        Check(WeightPart.Negative, weight.clamp_max(0));
        Check(WeightPart.Absolute, weight.abs());
        Check(WeightPart.Square, weight * weight);
        Check(WeightPart.Connection, (weight.abs() > 1e-12).to(ScalarType.Float64));

        void Check(WeightPart part, Tensor expected)
        {
            var taken = map.Take(part);
            var (modified, none) = Matrix(taken, layer.Shape);
            Assert.False(taken.HasBias);
            Assert.Equal(0, none.abs().max().item<double>());
            Assert.True(allclose(modified, expected, 0, 1e-12), $"{part} of {map}");
        }
    }, iter: 6);

    [Fact]
    public void The_sum_of_branches_is_a_map_with_unit_weights()
    {
        using var scope = NewDisposeScope();
        using var random = Seeded(1);
        var map = new SummationMap();
        CheckAdjoint(map, [4, 3, 2, 5], random);
        var stack = randn([2, 3, 4], generator: random);
        Assert.True(allclose(map.Apply(stack), stack.sum(1)));
        Assert.True(allclose(map.Take(WeightPart.Positive).Apply(stack), stack.sum(1)));
        Assert.Equal(0, map.Take(WeightPart.Negative).Apply(stack).abs().max().item<float>());
        Assert.Equal(0, map.Take(WeightPart.Negative).Transpose(stack.sum(1), stack.shape).abs().max().item<float>());
    }

    [Fact]
    public void A_separable_map_refuses_negative_weights() => Assert.Contains("at least 0", Assert.Throws<ArgumentException>(
        () => new SeparableMap("negation", [line => -line]).Apply(ones([1, 1, 4]))).Message);

    [Fact]
    public void Modified_weights_leave_the_map_as_it_was_and_have_no_bias()
    {
        using var random = Seeded(1);
        var weight = randn([2, 3], generator: random);
        var map = new DenseMap(weight, ones([2]));
        var input = randn([1, 3], generator: random);
        var before = map.Apply(input);
        Assert.True(allclose(map.Take(WeightPart.All).Apply(input), before - 1, atol: 1e-6));
        Assert.True(allclose(map.Take(WeightPart.Positive).Apply(input), nn.functional.linear(input, weight.clamp_min(0))));
        Assert.True(allclose(map.Take(WeightPart.Negative).Apply(input), nn.functional.linear(input, weight.clamp_max(0))));
        Assert.True(allclose(map.Take(WeightPart.Square).Apply(input), nn.functional.linear(input, weight.square())));
        Assert.True(allclose(map.Take(WeightPart.Connection).Apply(input), input.sum(1, keepdim: true).expand(1, 2)));
        Assert.False(map.Take(WeightPart.All).HasBias);
        Assert.Equal(before.data<float>().ToArray(), map.Apply(input).data<float>().ToArray());
    }

    private static void CheckAdjoint(LinearMap map, long[] shape, Generator random, ScalarType type = ScalarType.Float32)
    {
        var input = randn(shape, type, generator: random);
        var output = map.Apply(input);
        var other = randn(output.shape, type, generator: random);
        var transposed = map.Transpose(other, shape);
        Assert.Equal(shape, transposed.shape);
        var (left, right) = ((output * other).to(ScalarType.Float64).sum().item<double>(), (input * transposed).to(ScalarType.Float64).sum().item<double>());
        // The rounding of a few hundred float32 products, against the sum of their magnitudes.
        var scale = (output * other).abs().to(ScalarType.Float64).sum().item<double>();
        var tolerance = type == ScalarType.Float32 ? 1e-5 : 1e-13;
        Assert.True(Math.Abs(left - right) <= tolerance * (1 + scale), $"{map}: {left} ≠ {right}");
    }

    /// <summary>The matrix [inputs, outputs] of a map and its bias, by applying it to unit vectors.</summary>
    private static (Tensor Weight, Tensor Bias) Matrix(LinearMap map, long[] shape)
    {
        var inputs = shape.Aggregate(1L, (product, length) => product * length);
        var bias = map.Apply(zeros([1, .. shape], ScalarType.Float64)).flatten(1);
        return (map.Apply(eye(inputs, dtype: ScalarType.Float64).reshape([inputs, .. shape])).flatten(1) - bias, bias);
    }

    private static Generator Seeded(int seed)
    {
        return new Generator((ulong)seed);
    }
}

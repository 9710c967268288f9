using CsCheck;
using Relevance.Maps;
using static Relevance.Tests.Networks.RandomArrays;
using static Relevance.Tests.Support.MapPrograms;

namespace Relevance.Tests.Networks;

/// <summary>The transposed map is the adjoint, ⟨W a, s⟩ = ⟨a, Wᵀ s⟩, for every geometry, in float32 as well, for single images and for tiles.</summary>
public class MapTests
{
    private static readonly Gen<(int Kernel, int Stride, int Before, int After, int Dilation)> GenAxis =
        Gen.Select(Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[1, 2]);

    private static readonly Gen<(ConvolutionMap Map, int Seed)> GenConvolution =
        Gen.Select(GenAxis.Array[1, 3], Gen.Int[1, 2], Gen.Int[1, 6], Gen.Int[1, 3], Gen.Int[0, 1 << 20]).Select((axes, groups, outputs, inputs, seed) => (new ConvolutionMap(
            RandomArrays.Weights(seed, new([outputs * groups, inputs, .. axes.Select(axis => axis.Kernel)])),
            new([.. axes.Select(a => a.Stride)], [.. axes.Select(a => a.Before)], [.. axes.Select(a => a.After)], [.. axes.Select(a => a.Dilation)], groups)), seed));

    [Fact]
    public void Convolutions_over_one_two_and_three_axes() => GenConvolution.Sample((map, seed) =>
        CheckAdjoint(map, new([map.Inputs, .. Enumerable.Range(6, map.Axes)]), seed), iter: 100);

    [Fact]
    public void Transposed_convolutions_with_room_beyond_the_last_place() => GenConvolution.Sample((map, seed) =>
    {
        Shape room = [.. Enumerable.Range(0, map.Axes).Select(axis => seed % Math.Max(map.Geometry.Stride[axis], map.Geometry.Dilation[axis]))];
        CheckAdjoint(new TransposedConvolutionMap(map, room), new([map.Outputs, .. Enumerable.Range(6, map.Axes)]), seed);
    }, iter: 100);

    [Fact]
    public void Maps_that_factor_over_the_axes() => Gen.Select(Gen.Int[0, 6].Array[2], Gen.Int[0, 1 << 20]).Sample((kinds, seed) =>
    {
        var map = new SeparableMap("any", [.. kinds.Select(AxisOf)], 0.7);
        foreach (var part in Enum.GetValues<WeightPart>())
            CheckAdjoint(map, [2, 7, 6], seed, part);
    }, iter: 60);

    [Fact]
    public void Modified_weights_of_a_fully_connected_layer_leave_it_as_it_was()
    {
        var weight = RandomArrays.Weights(1, [2, 3]);
        var (map, input) = (new DenseMap(weight), Images(2, 1, [3]));
        var before = Apply(map, input).Values.ToArray();
        Check(WeightPart.Positive, w => Math.Max(w, 0));
        Check(WeightPart.Negative, w => Math.Min(w, 0));
        Check(WeightPart.Square, w => w * w);
        Check(WeightPart.Absolute, Math.Abs);
        Check(WeightPart.Connection, _ => 1);
        Assert.Equal(before, Apply(map, input).Values.ToArray());

        void Check(WeightPart part, Func<double, double> function)
        {
            var found = Apply(map.Take(part), input).Values.ToArray();
            for (var row = 0; row < 2; row++)
            {
                double[] products = [.. Enumerable.Range(0, 3).Select(i => function(weight[row * 3 + i]) * input.Values[i])];
                // Three roundings each way, of half a unit.
                Assert.Equal(products.Sum(), found[row], 3 * Math.ScaleB(1, -52) * products.Sum(Math.Abs));
            }
        }
    }

    private static AxisMap AxisOf(int kind) => kind switch
    {
        0 => new WindowAxis(3, 2, 1, 1, Ceil: true, CountsPadding: false),
        1 => new WindowAxis(2, 1, 0, 1, 2),
        2 => new AdaptiveAxis(4),
        3 => new ResizeAxis(9, IsLinear: true),
        4 => new ResizeAxis(null, 0.6),
        5 => new PaddingAxis(PaddingMode.Reflect, 2, 1),
        _ => new SameAxis(),
    };

    private static void CheckAdjoint(LinearMap map, Shape shape, int seed, WeightPart part = WeightPart.All)
    {
        foreach (var count in new[] { 1, 5 + seed % 16 })
        {
            var (a, s) = (Images(seed + 1, count, shape), Images(seed + 2, count, map.OutputOf(shape)));
            RequireAdjoint<double>(map, a, s, part);
            RequireAdjoint<float>(map, a, s, part);
        }
    }
}

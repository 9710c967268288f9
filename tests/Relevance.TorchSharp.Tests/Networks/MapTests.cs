using System.Numerics;
using System.Numerics.Tensors;
using CsCheck;
using Relevance.Engine;
using Relevance.Maps;
using Relevance.Networks.Layers;
using Relevance.Programs;
using Relevance.Torch.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Relevance.Torch.Tests.Networks;

/// <summary>The linear maps that are read from modules: their transposes, and parts of their weights.</summary>
public class MapTests
{
    /// <summary>The kinds of layers that are linear maps, and what they are called in <see cref="LayerCases"/>.</summary>
    public static TheoryData<string> Linear => [.. LayerCases.Linear];

    /// <summary>⟨W a, s⟩ = ⟨a, Wᵀ s⟩.</summary>
    [Theory]
    [MemberData(nameof(Linear))]
    public void The_transposed_map_is_the_adjoint(string kind) => LayerCases.All[kind].Sample(layer =>
    {
        using var scope = NewDisposeScope();
        var map = layer.ReadMap();
        foreach (var count in new[] { 1, layer.ManyImages })
        {
            var (a, s) = (layer.Images(count), Arrays.Normal(layer.Seed + 1, count, map.OutputOf(layer.Image)));
            CheckAdjoint(map, a, s, 1e-13);
            CheckAdjoint(map, Arrays.Narrow(a), Arrays.Narrow(s), 1e-5);
        }
    }, iter: 40);

    [Theory]
    [MemberData(nameof(Linear))]
    public void Modified_weights_are_the_modified_entries_of_the_matrix(string kind) => LayerCases.All[kind].Sample(layer =>
    {
        using var scope = NewDisposeScope();
        var map = layer.ReadMap();
        // The matrix is the module's own.
        var matrix = layer.Expected(Units(layer.Image));
        var bias = layer.Expected(Tensors.Zeros<double>(1, layer.Image)).Values.ToArray();
        Check(WeightPart.All, w => w);
        Check(WeightPart.Positive, w => Math.Max(w, 0));
        Check(WeightPart.Negative, w => Math.Min(w, 0));
        Check(WeightPart.Absolute, Math.Abs);
        Check(WeightPart.Square, w => w * w);
        Check(WeightPart.Connection, w => Math.Abs(w) > 1e-12 ? 1 : 0);

        void Check(WeightPart part, Func<double, double> function)
        {
            var modified = Apply(map.Take(part), Units(layer.Image)).Values.ToArray();
            var expected = matrix.Values.ToArray().Select((entry, i) => function(entry - bias[i % bias.Length])).ToArray();
            Assert.Equal(expected.Length, modified.Length);
            Assert.All(modified.Zip(expected), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= 1e-12, $"{part} of {map}: {pair}"));
        }
    }, iter: 6);

    [Fact]
    public void Weights_are_float32_or_float64_as_the_module_has_them()
    {
        var module = nn.Linear(2, 2);
        Assert.False(((DenseMap)((LinearLayer)TorchNetwork.From(module).Nodes[0].Layer).Map).Weight.IsDouble);
        Assert.True(((DenseMap)((LinearLayer)TorchNetwork.From(module.to(ScalarType.Float64)).Nodes[0].Layer).Map).Weight.IsDouble);
    }

    private static void CheckAdjoint<T>(LinearMap map, Tensor<T> a, Tensor<T> s, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var output = Apply(map, a);
        var program = new ProgramBuilder();
        var transposed = program.Transpose(map, program.Input("s", s.ImageShape), a.ImageShape);
        var back = new CompiledProgram(program.Build(("c", transposed))).Run([s])["c"];
        // The rounding of a few hundred products, against the sum of their magnitudes.
        var (left, right, scale) = (Product(output, s), Product(a, back), output.Values.ToArray().Zip(s.Values.ToArray(), (x, y) => Math.Abs(double.CreateTruncating(x * y))).Sum());
        Assert.True(Math.Abs(left - right) <= tolerance * (1 + scale), $"{map} of {a.ImageShape}, {a.ImageCount} images: {left} ≠ {right}");
    }

    private static double Product<T>(Tensor<T> x, Tensor<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        x.Values.ToArray().Zip(y.Values.ToArray(), (p, q) => double.CreateTruncating(p) * double.CreateTruncating(q)).Sum();

    private static Tensor<T> Apply<T>(LinearMap map, Tensor<T> input)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var program = new ProgramBuilder();
        return new CompiledProgram(program.Build(("z", program.Apply(map, program.Input("a", input.ImageShape))))).Run([input])["z"];
    }

    /// <summary>For each value of an input one that is 1 there and 0 elsewhere.</summary>
    private static Tensor<double> Units(Shape shape)
    {
        var units = Tensors.Zeros<double>(shape.Size, shape);
        for (var i = 0; i < shape.Size; i++)
            units.Image(i)[i] = 1;
        return units;
    }
}

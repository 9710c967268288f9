using System.Numerics.Tensors;
using CsCheck;
using Relevance.Maps;
using Relevance.Networks.Layers;
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
            MapPrograms.RequireAdjoint<double>(map, a, s);
            MapPrograms.RequireAdjoint<float>(map, a, s);
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
            var modified = MapPrograms.Apply(map.Take(part), Units(layer.Image)).Values.ToArray();
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

    /// <summary>For each value of an input one that is 1 there and 0 elsewhere.</summary>
    private static Tensor<double> Units(Shape shape)
    {
        var units = Tensors.Zeros<double>(shape.Size, shape);
        for (var i = 0; i < shape.Size; i++)
            units.Image(i)[i] = 1;
        return units;
    }
}

using System.Numerics;
using System.Numerics.Tensors;
using Relevance.Engine;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Tests.Support;

namespace Relevance.Tests.Networks;

/// <summary>Random images and weights, and networks of one layer.</summary>
internal static class RandomArrays
{
    /// <summary>The same weight for all scores.</summary>
    public static ChooseDirection Everything => (_, _, direction) => direction.Fill(1);

    public static Tensor<double> Images(int seed, int count, Shape shape) => RandomNetworks.Normal(seed, count, shape);

    public static Weights Weights(int seed, Shape shape) => Maps.Weights.Of(Images(seed, 1, shape).Values.ToArray(), shape);

    /// <summary>A network of layers one after the other.</summary>
    public static Network Chain(params Layer[] layers)
    {
        var b = new NetworkBuilder();
        var x = b.Input;
        foreach (var (i, layer) in layers.Index())
            x = b.Add($"{i}", layer, x);
        return b.Build(x);
    }

    /// <summary>Asserts that |actual − expected| ≤ tolerance (1 + |expected|) everywhere.</summary>
    public static void Close<T>(Tensor<T> actual, Tensor<double> expected, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Lengths.ToArray(), actual.Lengths.ToArray());
        Assert.All(actual.Values.ToArray().Zip(expected.Values.ToArray()), pair =>
            Assert.InRange(Math.Abs(double.CreateTruncating(pair.First) - pair.Second), 0, tolerance * (1 + Math.Abs(pair.Second))));
    }
}

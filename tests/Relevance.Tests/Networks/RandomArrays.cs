using System.Numerics;
using System.Numerics.Tensors;
using Relevance.Engine;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Programs;
using Relevance.Randomness;

namespace Relevance.Tests.Networks;

/// <summary>Random images and weights, networks of one layer, and programs of one map.</summary>
internal static class RandomArrays
{
    /// <summary>The same weight for all scores.</summary>
    public static ChooseDirection Everything => (_, _, direction) => direction.Fill(1);

    public static Tensor<double> Images(int seed, int count, Shape shape) => Tensors.Of(Normal(seed, count * shape.Size), count, shape);

    public static Weights Weights(int seed, Shape shape) => Maps.Weights.Of(Normal(seed, shape.Size), shape);

    public static Tensor<T> To<T>(Tensor<double> tensor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Tensors.Of([.. tensor.Values.ToArray().Select(T.CreateTruncating)], tensor.ImageCount, tensor.ImageShape);

    /// <summary>A network of layers one after the other.</summary>
    public static Network Chain(params Layer[] layers)
    {
        var b = new NetworkBuilder();
        var x = b.Input;
        foreach (var (i, layer) in layers.Index())
            x = b.Add($"{i}", layer, x);
        return b.Build(x);
    }

    public static Tensor<T> Apply<T>(LinearMap map, Tensor<T> input)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var program = new ProgramBuilder();
        return new CompiledProgram(program.Build(("z", program.Apply(map, program.Input("a", input.ImageShape))))).Run([input])["z"];
    }

    public static Tensor<T> Transpose<T>(LinearMap map, Tensor<T> output, Shape input)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var program = new ProgramBuilder();
        return new CompiledProgram(program.Build(("c", program.Transpose(map, program.Input("s", output.ImageShape), input)))).Run([output])["c"];
    }

    /// <summary>Asserts that |actual − expected| ≤ tolerance (1 + |expected|) everywhere.</summary>
    public static void Close<T>(Tensor<T> actual, Tensor<double> expected, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Lengths.ToArray(), actual.Lengths.ToArray());
        Assert.All(actual.Values.ToArray().Zip(expected.Values.ToArray()), pair =>
            Assert.InRange(Math.Abs(double.CreateTruncating(pair.First) - pair.Second), 0, tolerance * (1 + Math.Abs(pair.Second))));
    }

    private static double[] Normal(int seed, int count)
    {
        var random = new RandomNumbers(seed, 0);
        return [.. Enumerable.Range(0, count).Select(place => random.Normal(place))];
    }
}

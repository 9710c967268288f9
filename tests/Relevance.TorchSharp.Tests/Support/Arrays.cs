using System.Numerics;
using System.Numerics.Tensors;
using Relevance.Engine;
using Relevance.Maps;
using Relevance.Randomness;

namespace Relevance.Torch.Tests.Support;

/// <summary>Random arrays, and distances between arrays.</summary>
internal static class Arrays
{
    /// <summary>Numbers of the standard normal distribution.</summary>
    public static Tensor<double> Normal(int seed, int count, Shape shape)
    {
        var random = new RandomNumbers(seed, 1);
        return Tensors.Of([.. Enumerable.Range(0, count * shape.Size).Select(place => random.Normal(place))], count, shape);
    }

    /// <summary>Random weights of the scores, each image its own.</summary>
    public static ChooseDirection Direction(int seed) => (image, _, direction) =>
    {
        var random = new RandomNumbers(seed, 1000 + image);
        for (var k = 0; k < direction.Length; k++)
            direction[k] = random.Normal(k);
    };

    /// <summary>The same weight for all scores.</summary>
    public static ChooseDirection Everything => (_, _, direction) => direction.Fill(1);

    public static bool AllFinite<T>(Tensor<T> tensor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => tensor.Values.ToArray().All(T.IsFinite);

    /// <summary>Asserts that |actual − expected| ≤ tolerance (1 + |expected|) everywhere.</summary>
    public static void Close<T>(Tensor<T> actual, Tensor<double> expected, double tolerance, object what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Lengths.ToArray(), actual.Lengths.ToArray());
        foreach (var (mine, theirs) in actual.Values.ToArray().Zip(expected.Values.ToArray()))
        {
            var own = double.CreateTruncating(mine);
            Assert.True(own.Equals(theirs) || Math.Abs(own - theirs) <= tolerance * (1 + Math.Abs(theirs)), $"{own} is not {theirs} in {what}");
        }
    }
}

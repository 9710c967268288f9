using System.Numerics;

namespace Relevance.Perturbation;

/// <summary>The features of images of one shape, numbered from 0 to M − 1.</summary>
/// <param name="ofValues">The feature of each value, in the order of the image's values; every number from 0 to the largest occurs.</param>
internal sealed class Features(int[] ofValues)
{
    private int[][]? members;

    /// <summary>M.</summary>
    internal int Count { get; } = ofValues.Max() + 1;

    /// <summary>The feature of each value of an image.</summary>
    internal ReadOnlySpan<int> OfValues => ofValues;

    /// <summary>Where the values of each feature lie in an image, [M].</summary>
    internal IReadOnlyList<int[]> Members => members ??= FindMembers();

    /// <summary>Gives each value of an image what its feature has.</summary>
    /// <param name="perFeature">[M].</param>
    /// <param name="image">Where it goes.</param>
    internal void Spread<T>(ReadOnlySpan<double> perFeature, Span<T> image)
        where T : unmanaged, INumberBase<T>
    {
        for (var i = 0; i < ofValues.Length; i++)
            image[i] = T.CreateTruncating(perFeature[ofValues[i]]);
    }

    /// <summary>What the values of each feature sum to, in float64.</summary>
    /// <param name="values">One for each value of an image.</param>
    internal double[] Sums<T>(ReadOnlySpan<T> values)
        where T : unmanaged, INumberBase<T>
    {
        var sums = new double[Count];
        for (var i = 0; i < values.Length; i++)
            sums[ofValues[i]] += double.CreateTruncating(values[i]);
        return sums;
    }

    private int[][] FindMembers()
    {
        var sizes = new int[Count];
        foreach (var feature in ofValues)
            sizes[feature]++;
        int[][] found = [.. sizes.Select(size => new int[size])];
        for (var i = ofValues.Length - 1; i >= 0; i--)
            found[ofValues[i]][--sizes[ofValues[i]]] = i;
        return found;
    }
}

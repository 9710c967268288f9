namespace Relevance.Perturbation;

/// <summary>The features of images of one shape, numbered from 0 to M − 1.</summary>
internal sealed class Features
{
    private readonly int[] featureOfValue;

    /// <param name="featureOfValue">The feature of each value, in the order of the image's values; every number from 0 to the largest occurs.</param>
    internal Features(int[] featureOfValue)
    {
        this.featureOfValue = featureOfValue;
        Count = featureOfValue.Max() + 1;
        Members = [.. featureOfValue.Index().GroupBy(pair => pair.Item, pair => pair.Index).OrderBy(group => group.Key).Select(group => group.ToArray())];
    }

    /// <summary>M.</summary>
    internal int Count { get; }

    /// <summary>Where the values of each feature lie in an image, [M].</summary>
    internal int[][] Members { get; }

    /// <summary>The feature of each value of an image.</summary>
    internal ReadOnlySpan<int> FeatureOfValue => featureOfValue;

    /// <summary>What the values of each feature sum to.</summary>
    /// <param name="values">One for each value of an image.</param>
    internal double[] Sums(ReadOnlySpan<double> values)
    {
        var sums = new double[Count];
        for (var i = 0; i < values.Length; i++)
            sums[featureOfValue[i]] += values[i];
        return sums;
    }
}

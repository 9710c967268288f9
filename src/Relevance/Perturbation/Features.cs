using static TorchSharp.torch;

namespace Relevance.Perturbation;

/// <summary>The features of images of one shape, numbered from 0 to M − 1.</summary>
internal sealed class Features
{
    private readonly long[] imageShape;
    private readonly Tensor featureOfValue;
    private readonly long[] numbers;
    private int[][]? members;

    /// <param name="imageShape">The shape of one image.</param>
    /// <param name="featureOfValue">The feature of each value, in the order of the image's values; every number from 0 to the largest occurs.</param>
    internal Features(long[] imageShape, IEnumerable<long> featureOfValue)
    {
        numbers = [.. featureOfValue];
        (this.imageShape, Count, this.featureOfValue) = (imageShape, (int)numbers.Max() + 1, tensor(numbers));
    }

    /// <summary>M.</summary>
    internal int Count { get; }

    /// <summary>What each feature has, for each value of the image: [n, M] → [n, C, H, W].</summary>
    internal Tensor Spread(Tensor perFeature) => perFeature.index_select(1, featureOfValue).view([perFeature.shape[0], .. imageShape]);

    /// <summary>What the values of each feature sum to.</summary>
    /// <param name="values">One for each value of an image.</param>
    internal double[] Sums(ReadOnlySpan<double> values)
    {
        var sums = new double[Count];
        for (var i = 0; i < values.Length; i++)
            sums[numbers[i]] += values[i];
        return sums;
    }

    /// <summary>Where the values of each feature lie in an image, [M].</summary>
    internal IReadOnlyList<int[]> Members => members ??= [.. numbers.Index().GroupBy(pair => pair.Item, pair => pair.Index).OrderBy(group => group.Key).Select(group => group.ToArray())];

    /// <summary>The same as a table, [M, most]; the places of a smaller feature are repeated.</summary>
    internal Tensor Places()
    {
        var most = Members.Max(each => each.Length);
        var table = new long[Count, most];
        for (var feature = 0; feature < Count; feature++)
        {
            for (var i = 0; i < most; i++)
                table[feature, i] = Members[feature][i % Members[feature].Length];
        }
        return tensor(table);
    }
}

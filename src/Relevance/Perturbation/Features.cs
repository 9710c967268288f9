using static TorchSharp.torch;

namespace Relevance.Perturbation;

/// <summary>The features of images of one shape, numbered from 0 to M − 1.</summary>
internal sealed class Features
{
    private readonly long[] imageShape;
    private readonly Tensor featureOfValue;

    /// <param name="imageShape">The shape of one image.</param>
    /// <param name="featureOfValue">The feature of each value, in the order of the image's values; every number from 0 to the largest occurs.</param>
    internal Features(long[] imageShape, IEnumerable<long> featureOfValue)
    {
        var numbers = featureOfValue.ToArray();
        (this.imageShape, Count, this.featureOfValue) = (imageShape, (int)numbers.Max() + 1, tensor(numbers));
    }

    /// <summary>M.</summary>
    internal int Count { get; }

    /// <summary>What each feature has, for each value of the image: [n, M] → [n, C, H, W].</summary>
    internal Tensor Spread(Tensor perFeature) => perFeature.index_select(1, featureOfValue).view([perFeature.shape[0], .. imageShape]);
}

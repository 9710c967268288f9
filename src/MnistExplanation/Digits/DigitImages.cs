using Mnist.Data;
using Relevance.Maps;
using Relevance.Tool.Models;

namespace MnistExplanation.Digits;

/// <summary>Digits as images to explain.</summary>
internal static class DigitImages
{
    private static readonly Shape Shape = [1, LabelledImages.Side, LabelledImages.Side];

    /// <summary>Images with their place in the test set.</summary>
    internal static ImageSet OfTestSet(LabelledImages images, IReadOnlyList<int> indices) => new(
        Shape, images.Pixels, [.. indices.Select(index => $"{index}")], [.. images.Labels.ToArray().Select(label => (int)label)], indices);

    /// <summary>Images of which only the pixels are known.</summary>
    internal static ImageSet Unlabelled(ReadOnlyMemory<byte> pixels, IReadOnlyList<string> names) => new(Shape, pixels, names);
}

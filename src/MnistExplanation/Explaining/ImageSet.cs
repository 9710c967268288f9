using System.Security.Cryptography;
using Mnist.Data;

namespace MnistExplanation.Explaining;

/// <summary>Images to explain.</summary>
/// <param name="Pixels">N × 28 × 28 grey values, 0 for the background.</param>
/// <param name="Names">What to call each.</param>
/// <param name="Labels">The true class of each, or null where nobody knows.</param>
/// <param name="Indices">The place of each in the test set, or null if they are not from there.</param>
internal sealed record ImageSet(
    ReadOnlyMemory<byte> Pixels, IReadOnlyList<string> Names, IReadOnlyList<int>? Labels, IReadOnlyList<int>? Indices)
{
    internal int Count => Names.Count;

    /// <summary>What figures call an image, short enough to stand below it: "test image 247", or the name of its file.</summary>
    internal string Caption(int image)
    {
        const int Longest = 16;
        if (Indices is { } indices)
            return $"test image {indices[image]}";
        var name = Names[image];
        if (int.TryParse(name, out _))
            return $"image {name}";
        return name.Length <= Longest ? name : $"{name[..(Longest - 7)]}…{name[^6..]}";
    }

    /// <summary>The pixels of one image.</summary>
    internal ReadOnlyMemory<byte> this[int image] => Pixels.Slice(image * LabelledImages.PixelsPerImage, LabelledImages.PixelsPerImage);

    /// <summary>Some of the images, side by side.</summary>
    internal ReadOnlyMemory<byte> Range(int first, int count) => Pixels.Slice(first * LabelledImages.PixelsPerImage, count * LabelledImages.PixelsPerImage);

    /// <summary>SHA-256 of all pixels.</summary>
    internal string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Pixels.Span));

    /// <summary>Images with their place in the test set.</summary>
    internal static ImageSet OfTestSet(LabelledImages images, IReadOnlyList<int> indices) => new(
        images.Pixels, [.. indices.Select(index => $"{index}")], [.. images.Labels.ToArray().Select(label => (int)label)], indices);
}

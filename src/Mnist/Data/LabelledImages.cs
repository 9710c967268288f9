namespace Mnist.Data;

/// <summary>Images of 28 × 28 pixels with their classes. Immutable.</summary>
public sealed class LabelledImages
{
    /// <summary>Rows and columns of an image.</summary>
    public const int Side = 28;

    /// <summary>Pixels of an image.</summary>
    public const int PixelsPerImage = Side * Side;

    /// <summary>Takes over pixels and labels without a copy.</summary>
    /// <param name="pixels">N × 28 × 28 grey values, image by image, row by row.</param>
    /// <param name="labels">N classes.</param>
    /// <exception cref="ArgumentException">The two do not belong to the same number of images.</exception>
    public LabelledImages(ReadOnlyMemory<byte> pixels, ReadOnlyMemory<byte> labels)
    {
        if (pixels.Length != (long)labels.Length * PixelsPerImage)
            throw new ArgumentException($"{labels.Length} labels need {(long)labels.Length * PixelsPerImage} pixels, not {pixels.Length}.", nameof(pixels));
        Pixels = pixels;
        Labels = labels;
    }

    /// <summary>N × 28 × 28 grey values, image by image, row by row; 0 is the background.</summary>
    public ReadOnlyMemory<byte> Pixels { get; }

    /// <summary>The class of each image.</summary>
    public ReadOnlyMemory<byte> Labels { get; }

    /// <summary>The number of images.</summary>
    public int Count => Labels.Length;

    /// <summary>One image with its class.</summary>
    /// <param name="index">0 to <see cref="Count"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    public LabelledImage this[int index] =>
        (uint)index < (uint)Count
            ? new(Pixels.Slice(index * PixelsPerImage, PixelsPerImage), Labels.Span[index])
            : throw new ArgumentOutOfRangeException(nameof(index), index, $"There are {Count} images, 0 to {Count - 1}.");

    /// <summary>Consecutive images, also as <c>images[start..end]</c>; nothing is copied.</summary>
    /// <param name="start">The first image.</param>
    /// <param name="length">The number of images.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not as many images.</exception>
    public LabelledImages Slice(int start, int length) =>
        new(Pixels.Slice(start * PixelsPerImage, length * PixelsPerImage), Labels.Slice(start, length));

    /// <summary>The images at some places, in that order, copied.</summary>
    /// <param name="indices">Places from 0 to <see cref="Count"/> − 1; repetitions are allowed.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    public LabelledImages Select(params ReadOnlySpan<int> indices)
    {
        var pixels = new byte[indices.Length * PixelsPerImage];
        var labels = new byte[indices.Length];
        for (var i = 0; i < indices.Length; i++)
        {
            var image = this[indices[i]];
            image.Pixels.CopyTo(pixels.AsMemory(i * PixelsPerImage));
            labels[i] = (byte)image.Label;
        }
        return new(pixels, labels);
    }
}

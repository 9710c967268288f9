namespace Mnist.Training;

/// <summary>Images of 28×28 grey pixels with their classes, as MNIST's files hold them.</summary>
public sealed record LabelledPixels
{
    /// <summary>The number of pixels of one image.</summary>
    public const int PixelsPerImage = 28 * 28;

    /// <summary>Takes images and their classes.</summary>
    /// <param name="pixels">N·784 bytes in row-major order, 0 for black and 255 for white.</param>
    /// <param name="labels">N class numbers from 0.</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other, or there are no images.</exception>
    public LabelledPixels(ReadOnlyMemory<byte> pixels, ReadOnlyMemory<byte> labels)
    {
        if (labels.IsEmpty || pixels.Length != (long)labels.Length * PixelsPerImage)
            throw new ArgumentException($"{pixels.Length} pixels are not {labels.Length} images of {PixelsPerImage}, or there are none.", nameof(pixels));
        Pixels = pixels;
        Labels = labels;
    }

    /// <summary>N·784 bytes in row-major order, 0 for black and 255 for white.</summary>
    public ReadOnlyMemory<byte> Pixels { get; }

    /// <summary>N class numbers from 0.</summary>
    public ReadOnlyMemory<byte> Labels { get; }

    /// <summary>N.</summary>
    public int Count => Labels.Length;
}

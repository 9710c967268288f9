using System.Numerics;
using System.Numerics.Tensors;
using Relevance;

namespace Mnist.Data;

/// <summary>
/// Turns grey values into the inputs of a network: (value / 255 − mean) / standard deviation, as torchvision's
/// <c>ToTensor</c> and <c>Normalize</c> do, to the bit.
/// </summary>
/// <param name="Mean">The mean of the training pixels, in the range 0 to 1.</param>
/// <param name="StandardDeviation">Their standard deviation, positive.</param>
public sealed record Normalization(double Mean, double StandardDeviation)
{
    /// <summary>The input that stands for a pixel of 0, the background: the very number that <see cref="ToTensor{T}"/> gives, so that rounding puts no pixel below it.</summary>
    /// <param name="inDouble">Whether inputs are float64; otherwise float32.</param>
    public double Low(bool inDouble = false) => inDouble ? Of<double>(0) : Of<float>(0);

    /// <summary>The input that stands for a pixel of 255.</summary>
    /// <param name="inDouble">Whether inputs are float64; otherwise float32.</param>
    public double High(bool inDouble = false) => inDouble ? Of<double>(255) : Of<float>(255);

    /// <summary>The input that stands for a grey value; every step is computed in the precision of the type.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="value">From 0 to 255.</param>
    public T Of<T>(int value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (T.CreateTruncating(value) / T.CreateTruncating(255) - T.CreateTruncating(Mean)) / T.CreateTruncating(StandardDeviation);

    /// <summary>The inputs [N,1,28,28] for images.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>; every step is computed in that precision.</typeparam>
    /// <param name="pixels">N × 28 × 28 grey values.</param>
    /// <param name="count">The number N of images; may be 0.</param>
    /// <exception cref="ArgumentException">The pixels are not those of N images.</exception>
    public Tensor<T> ToTensor<T>(ReadOnlySpan<byte> pixels, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (count < 0 || pixels.Length != (long)count * LabelledImages.PixelsPerImage)
            throw new ArgumentException($"{count} images of 28 × 28 pixels are not {pixels.Length} pixels.", nameof(pixels));
        // A pixel has 256 values.
        T[] table = [.. Enumerable.Range(0, 256).Select(Of<T>)];
        var values = new T[pixels.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = table[pixels[i]];
        return Tensors.Of(values, count, [1, LabelledImages.Side, LabelledImages.Side]);
    }
}

using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Mnist.Data;

/// <summary>
/// Turns grey values into the inputs of a network: (value / 255 − mean) / standard deviation, as torchvision's
/// <c>ToTensor</c> and <c>Normalize</c> do, to the bit.
/// </summary>
/// <param name="Mean">The mean of the training pixels, in the range 0 to 1.</param>
/// <param name="StandardDeviation">Their standard deviation, positive.</param>
public sealed record Normalization(double Mean, double StandardDeviation)
{
    /// <summary>The input that stands for a pixel of 0, the background: the very number that <see cref="ToTensor"/> gives, so that rounding puts no pixel below it.</summary>
    /// <param name="type">float32 or float64.</param>
    public double Low(ScalarType type = ScalarType.Float32) => type == ScalarType.Float32 ? Normalize32(0) : Normalize64(0);

    /// <summary>The input that stands for a pixel of 255.</summary>
    /// <param name="type">float32 or float64.</param>
    public double High(ScalarType type = ScalarType.Float32) => type == ScalarType.Float32 ? Normalize32(255) : Normalize64(255);

    /// <summary>The inputs [N,1,28,28] for images.</summary>
    /// <param name="pixels">N × 28 × 28 grey values.</param>
    /// <param name="count">The number N of images.</param>
    /// <param name="type">float32 or float64; every step is computed in that precision.</param>
    /// <exception cref="ArgumentException">The pixels are not those of N images, or the type is another.</exception>
    public Tensor ToTensor(ReadOnlySpan<byte> pixels, int count, ScalarType type = ScalarType.Float32)
    {
        if (count < 0 || pixels.Length != (long)count * LabelledImages.PixelsPerImage)
            throw new ArgumentException($"{count} images of 28 × 28 pixels are not {pixels.Length} pixels.", nameof(pixels));
        if (type is not (ScalarType.Float32 or ScalarType.Float64))
            throw new ArgumentException($"Inputs are float32 or float64, not {type}.", nameof(type));
        var tensor = empty([count, 1, LabelledImages.Side, LabelledImages.Side], type);
        if (count == 0)
            return tensor;
        // A pixel has 256 values: looking them up gives the same bits as three tensor operations, and is faster.
        if (type == ScalarType.Float32)
            LookUp(pixels, Table(Normalize32), tensor);
        else
            LookUp(pixels, Table(Normalize64), tensor);
        return tensor;
    }

    private float Normalize32(int value) => (value / 255f - (float)Mean) / (float)StandardDeviation;

    private double Normalize64(int value) => (value / 255.0 - Mean) / StandardDeviation;

    private static T[] Table<T>(Func<int, T> normalize) => [.. Enumerable.Range(0, 256).Select(normalize)];

    private static void LookUp<T>(ReadOnlySpan<byte> pixels, T[] table, Tensor tensor)
        where T : unmanaged
    {
        var values = MemoryMarshal.Cast<byte, T>(tensor.bytes);
        for (var i = 0; i < pixels.Length; i++)
            values[i] = table[pixels[i]];
    }
}

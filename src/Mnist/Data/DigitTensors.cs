using System.Numerics;
using System.Numerics.Tensors;
using Relevance;

namespace Mnist.Data;

/// <summary>Images of 28 × 28 grey values as inputs of a network.</summary>
public static class DigitTensors
{
    /// <summary>The inputs [N,1,28,28] for images.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>; every step is computed in that precision.</typeparam>
    /// <param name="normalization">The normalisation from pixels to inputs of the network.</param>
    /// <param name="pixels">N × 28 × 28 grey values.</param>
    /// <param name="count">The number N of images; may be 0.</param>
    /// <exception cref="ArgumentException">The pixels are not those of N images.</exception>
    public static Tensor<T> ToTensor<T>(this Normalization normalization, ReadOnlySpan<byte> pixels, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(normalization);
        return normalization.ToTensor<T>(pixels, count, [1, LabelledImages.Side, LabelledImages.Side]);
    }
}

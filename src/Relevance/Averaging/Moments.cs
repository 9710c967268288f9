using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Relevance.Maps;

namespace Relevance.Averaging;

/// <summary>Mean and variance of arrays that come one by one for each of some images, without the cancellation of Σx² − (Σx)²/n.</summary>
/// <remarks>Source: Welford, Note on a method for calculating corrected sums of squares and products, 1962.</remarks>
/// <param name="images">The number of images.</param>
/// <param name="shape">The shape of an array.</param>
/// <param name="withVariance">Whether the variance is asked for.</param>
internal sealed class Moments<T>(int images, Shape shape, bool withVariance)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int[] counts = new int[images];
    private readonly Tensor<T>? squares = withVariance ? Tensors.Zeros<T>(images, shape) : null;

    /// <summary>The mean of each image's arrays.</summary>
    internal Tensor<T> Mean { get; } = Tensors.Zeros<T>(images, shape);

    /// <summary>Adds one.</summary>
    /// <param name="image">The number of the image.</param>
    /// <param name="values">Its next array.</param>
    internal void Add(int image, ReadOnlySpan<T> values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, shape.Size);
        var rate = T.One / T.CreateTruncating(++counts[image]);
        if (squares is null)
            Add(values, rate, Mean.Image(image));
        else
            Add(values, rate, Mean.Image(image), squares.Image(image));
    }

    /// <summary>The variance of each image's arrays: the mean of squared distances from the mean.</summary>
    internal Tensor<T> Variance()
    {
        var variance = Tensors.Zeros<T>(images, shape);
        for (var image = 0; image < images; image++)
        {
            var own = variance.Image(image);
            var sums = squares!.Image(image);
            for (var i = 0; i < own.Length; i++)
                own[i] = sums[i] / T.CreateTruncating(counts[image]);
        }
        return variance;
    }

    // Place by place, as many at once as a vector holds.
    private static void Add(ReadOnlySpan<T> values, T rate, Span<T> mean)
    {
        ref var x = ref MemoryMarshal.GetReference(values);
        ref var m = ref MemoryMarshal.GetReference(mean);
        var rates = new Vector<T>(rate);
        var i = 0;
        for (; i <= mean.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            var old = Vector.LoadUnsafe(ref m, (nuint)i);
            (old + (Vector.LoadUnsafe(ref x, (nuint)i) - old) * rates).StoreUnsafe(ref m, (nuint)i);
        }
        for (; i < mean.Length; i++)
            mean[i] += (values[i] - mean[i]) * rate;
    }

    private static void Add(ReadOnlySpan<T> values, T rate, Span<T> mean, Span<T> squares)
    {
        ref var x = ref MemoryMarshal.GetReference(values);
        ref var m = ref MemoryMarshal.GetReference(mean);
        ref var s = ref MemoryMarshal.GetReference(squares);
        var rates = new Vector<T>(rate);
        var i = 0;
        for (; i <= mean.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            var (old, value) = (Vector.LoadUnsafe(ref m, (nuint)i), Vector.LoadUnsafe(ref x, (nuint)i));
            var before = value - old;
            var updated = old + before * rates;
            updated.StoreUnsafe(ref m, (nuint)i);
            (Vector.LoadUnsafe(ref s, (nuint)i) + before * (value - updated)).StoreUnsafe(ref s, (nuint)i);
        }
        for (; i < mean.Length; i++)
        {
            var before = values[i] - mean[i];
            mean[i] += before * rate;
            squares[i] += before * (values[i] - mean[i]);
        }
    }
}

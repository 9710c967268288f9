using static TorchSharp.torch;

namespace Relevance.Propagation;

/// <summary>
/// A tensor that depends on the input's shape alone, computed for one image and kept for the next batch: what a layer makes of an image of ones, say.
/// </summary>
/// <param name="compute">Given the shape [1, …] and type of the image.</param>
internal sealed class PerShape(Func<long[], ScalarType, Tensor> compute)
{
    private volatile Entry? last;

    /// <summary>The tensor for images like those of a batch, to be read only; it belongs to the caller's dispose scope.</summary>
    internal Tensor For(Tensor input)
    {
        long[] shape = [1, .. input.shape[1..]];
        // Several threads may compute at once, for images of one shape or of several: each uses its own entry, whatever becomes of the field.
        var entry = last is { } kept && kept.Shape.AsSpan().SequenceEqual(shape) ? kept : last = Compute(shape, input.dtype);
        // Another thread may replace the entry while this one computes with it; the caller's scope keeps the alias, and with it the values.
        var value = entry.Value.alias();
        GC.KeepAlive(entry);
        return value;
    }

    private Entry Compute(long[] shape, ScalarType type)
    {
        using var scope = NewDisposeScope();
        return new(shape, compute(shape, type).DetachFromDisposeScope());
    }

    private sealed record Entry(long[] Shape, Tensor Value);
}

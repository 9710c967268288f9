using static TorchSharp.torch;

namespace Relevance.Propagation;

/// <summary>
/// A tensor that depends on the input's shape alone, computed for one image and kept for the next batch: what a layer makes of an image of ones, say.
/// </summary>
/// <param name="compute">Given the shape [1, …] and type of the image.</param>
internal sealed class PerShape(Func<long[], ScalarType, Tensor> compute)
{
    private volatile Entry? last;

    /// <summary>The tensor for images like those of a batch; to be read only.</summary>
    internal Tensor For(Tensor input)
    {
        long[] shape = [1, .. input.shape[1..]];
        if (last is { } entry && entry.Shape.AsSpan().SequenceEqual(shape))
            return entry.Value;
        using var scope = NewDisposeScope();
        // Several threads may compute at once, for images of one shape or of several: nothing is disposed but by the collector, and each returns its own.
        var computed = new Entry(shape, compute(shape, input.dtype).DetachFromDisposeScope());
        last = computed;
        return computed.Value;
    }

    private sealed record Entry(long[] Shape, Tensor Value);
}

using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Evaluation;

/// <summary>A measure for images in which it is known where the object is that was asked for.</summary>
public abstract class Localization : Measure
{
    private readonly bool[][] inside;
    private readonly long[] shape;

    /// <summary>Prepares the measure.</summary>
    /// <param name="objects">[N, H, W] or [N, C, H, W], not 0 inside the object; copied. It belongs to the very images that are judged, in their order.</param>
    /// <exception cref="ArgumentException">An object has no pixel, or the shape is another.</exception>
    private protected Localization(Tensor objects)
    {
        ArgumentNullException.ThrowIfNull(objects);
        TorchRuntime.Initialize();
        if (objects.dim() is not (3 or 4) || objects.numel() == 0)
            throw new ArgumentException($"Objects are given as [N, H, W] or [N, C, H, W], not [{string.Join(", ", objects.shape)}].", nameof(objects));
        using var scope = NewDisposeScope();
        shape = [.. objects.shape];
        var values = objects.to(ScalarType.Bool).contiguous().data<bool>().ToArray();
        inside = [.. values.Chunk(values.Length / (int)shape[0])];
        if (Array.FindIndex(inside, image => !image.Contains(true)) is >= 0 and var empty)
            throw new ArgumentException($"The object in image {empty} has no pixel.", nameof(objects));
    }

    /// <inheritdoc/>
    public sealed override Aspect Aspect => Aspect.Localization;

    /// <inheritdoc/>
    public sealed override Better Better => Better.Higher;

    /// <inheritdoc/>
    public sealed override string Cost => "nothing";

    private protected override Func<EvaluationBatch, BatchMeasurement> Start(Explainer explainer, long[] imageShape)
    {
        if (!imageShape.AsSpan().SequenceEqual(shape.AsSpan(1)) && !(imageShape.Length == 3 && imageShape.AsSpan(1).SequenceEqual(shape.AsSpan(1))))
            throw new ArgumentException($"Measure '{Name}' knows the objects of images [{string.Join(", ", shape[1..])}]; these are [{string.Join(", ", imageShape)}].");
        return batch => batch.First + batch.Count <= inside.Length
            ? new([.. batch.Relevances.Select((row, i) => Measure(row, Spread(inside[batch.First + i], row.Length)))])
            : throw new ArgumentException($"Measure '{Name}' knows the objects of {inside.Length} images; there are more.");
    }

    /// <summary>The value for one image.</summary>
    /// <param name="relevance">Of each value of the image; finite.</param>
    /// <param name="inside">Whether that value belongs to the object.</param>
    private protected abstract Measured Measure(double[] relevance, bool[] inside);

    /// <summary>A pixel that belongs to the object does so with all its channels.</summary>
    private static bool[] Spread(bool[] pixels, int values) =>
        pixels.Length == values ? pixels : [.. Enumerable.Repeat(pixels, values / pixels.Length).SelectMany(channel => channel)];
}

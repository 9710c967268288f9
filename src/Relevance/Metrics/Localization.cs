using Relevance.Maps;

namespace Relevance.Metrics;

/// <summary>Base class of measures that need to know where the object of the explained class is in each image.</summary>
public abstract class Localization : Measure
{
    private readonly bool[][] inside;

    /// <summary>Creates the measure.</summary>
    /// <param name="objects">The mask of each image, in their order: for each pixel, whether it belongs to the object, H · W values, or C · H · W if channels
    /// differ; copied.</param>
    /// <exception cref="ArgumentException">An object has no pixel.</exception>
    private protected Localization(IReadOnlyList<bool[]> objects)
    {
        ArgumentNullException.ThrowIfNull(objects);
        inside = [.. objects.Select(image => (bool[])image.Clone())];
        if (Array.FindIndex(inside, image => !image.Contains(true)) is >= 0 and var empty)
            throw new ArgumentException($"The object in image {empty} has no pixel.", nameof(objects));
    }

    /// <inheritdoc/>
    public sealed override Aspect Aspect => Aspect.Localization;

    /// <inheritdoc/>
    public sealed override Better Better => Better.Higher;

    /// <inheritdoc/>
    public sealed override string Cost => "nothing";

    /// <inheritdoc/>
    protected override Func<EvaluationBatch<T>, BatchMeasurement> Start<T>(Explainer explainer, Shape imageShape)
    {
        if (inside.FirstOrDefault(image => image.Length != imageShape.Size && image.Length != imageShape.From(1).Size) is { } other)
            throw new ArgumentException($"Measure '{Name}' was given an object of {other.Length} values; these images have the shape [{string.Join(", ", imageShape)}].");
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

namespace Relevance.Metrics;

/// <summary>The results of a measure for one method on a set of images.</summary>
/// <param name="Measure">The measure's name.</param>
/// <param name="Better">Whether higher or lower values are better.</param>
/// <param name="Parameters">The measure's parameters; together with the explanation, they suffice to compute the values again.</param>
/// <param name="Values">One finite value per image, in their order; null for an image without a value, see <paramref name="Failures"/>.</param>
/// <param name="Failures">The images without a value, with the reason.</param>
public sealed record MeasureResult(
    string Measure, Better Better, IReadOnlyDictionary<string, object> Parameters, IReadOnlyList<double?> Values, IReadOnlyList<MeasureFailure> Failures)
{
    /// <summary>Intermediate results step by step; empty for most measures.</summary>
    public IReadOnlyList<MeasureCurve> Curves { get; init; } = [];

    /// <summary>The number of images whose scores were computed, not counting those explained.</summary>
    public long Passes { get; init; }

    /// <summary>The number of images that were explained, not counting the explanations that are judged.</summary>
    public long Explanations { get; init; }

    /// <summary>The mean over the images that have a value; null if none has.</summary>
    public double? Mean => Values.Average();
}

namespace Relevance.Metrics;

/// <summary>What a measure found for one method on some images.</summary>
/// <param name="Measure">The measure's name.</param>
/// <param name="Better">Which values are better.</param>
/// <param name="Parameters">The measure's parameters: with the explanation, all that is needed to measure again.</param>
/// <param name="Values">One finite value per image, in their order; null where the measure has none: see <paramref name="Failures"/>.</param>
/// <param name="Failures">The images without a value, with the reason.</param>
public sealed record MeasureResult(
    string Measure, Better Better, IReadOnlyDictionary<string, object> Parameters, IReadOnlyList<double?> Values, IReadOnlyList<MeasureFailure> Failures)
{
    /// <summary>What was found step by step; empty for most measures.</summary>
    public IReadOnlyList<MeasureCurve> Curves { get; init; } = [];

    /// <summary>How many images went through the model for their scores alone.</summary>
    public long Passes { get; init; }

    /// <summary>How many images were explained, not counting the explanation that is judged.</summary>
    public long Explanations { get; init; }

    /// <summary>The mean over the images that have a value; null if none has.</summary>
    public double? Mean => Values.Average();
}

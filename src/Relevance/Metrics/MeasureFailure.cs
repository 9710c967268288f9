namespace Relevance.Metrics;

/// <summary>An image for which a measure has no value.</summary>
/// <param name="Image">The index of the image, from 0.</param>
/// <param name="Reason">The reason, in one sentence.</param>
public sealed record MeasureFailure(int Image, string Reason);

namespace Relevance.Metrics;

/// <summary>What a measure found for one image: a value, or why there is none.</summary>
/// <param name="Value">The value; NaN where there is none.</param>
/// <param name="Failure">Why there is none, a sentence; null where there is one.</param>
public readonly record struct Measured(double Value, string? Failure = null)
{
    /// <summary>No value, for a reason.</summary>
    /// <param name="reason">A sentence.</param>
    public static Measured None(string reason) => new(double.NaN, reason);

    /// <summary>A value if it is finite, else none.</summary>
    /// <param name="value">The value.</param>
    /// <param name="reason">Why it may not be finite, a sentence.</param>
    public static Measured OrNone(double value, string reason) => double.IsFinite(value) ? new(value) : None(reason);
}

namespace Relevance.Metrics;

/// <summary>The result of a measure for one image: a value, or the reason why there is none.</summary>
/// <param name="Value">The value; NaN if there is none.</param>
/// <param name="Failure">The reason why there is no value, as a sentence; null if there is one.</param>
public readonly record struct Measured(double Value, string? Failure = null)
{
    /// <summary>Creates the result of an image without a value.</summary>
    /// <param name="reason">The reason, as a sentence.</param>
    public static Measured None(string reason) => new(double.NaN, reason);

    /// <summary>Creates the result of a value if it is finite, otherwise a result without a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="reason">The reason why the value may not be finite, as a sentence.</param>
    public static Measured OrNone(double value, string reason) => double.IsFinite(value) ? new(value) : None(reason);
}

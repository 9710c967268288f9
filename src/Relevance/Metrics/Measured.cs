namespace Relevance.Metrics;

/// <summary>What a measure found for one image: a value, or why there is none.</summary>
internal readonly record struct Measured(double Value, string? Failure = null)
{
    internal static Measured None(string reason) => new(double.NaN, reason);

    /// <summary>The value, which exists only if it is finite.</summary>
    internal static Measured OrNone(double value, string reason) => double.IsFinite(value) ? new(value) : None(reason);
}

/// <summary>One curve of each image of a batch: <see cref="MeasureCurve"/> with values [n][steps].</summary>
internal sealed record BatchCurve(string Name, string Axis, double[] Steps, double[][] Values);

/// <summary>What a measure found for a batch; every batch has the same curves.</summary>
internal sealed record BatchMeasurement(Measured[] Values, params BatchCurve[] Curves);

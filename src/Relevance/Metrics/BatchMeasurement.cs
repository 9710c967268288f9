namespace Relevance.Metrics;

/// <summary>What a measure found for a batch.</summary>
/// <param name="Values">For each image.</param>
/// <param name="Curves">How the values came about, step by step; every batch has the same curves, and most measures have none.</param>
public sealed record BatchMeasurement(Measured[] Values, params BatchCurve[] Curves);

/// <summary>One curve of each image of a batch: <see cref="MeasureCurve"/> as a measure writes it.</summary>
/// <param name="Name">What the curve is.</param>
/// <param name="Axis">What its steps count.</param>
/// <param name="Steps">The places of its points on that axis.</param>
/// <param name="Values">[n][steps].</param>
public sealed record BatchCurve(string Name, string Axis, double[] Steps, double[][] Values);

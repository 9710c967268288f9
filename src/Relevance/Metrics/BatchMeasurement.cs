namespace Relevance.Metrics;

/// <summary>The results of a measure for one batch.</summary>
/// <param name="Values">The value of each image.</param>
/// <param name="Curves">Intermediate results of the measure step by step; the same curves for every batch. Most measures have none.</param>
public sealed record BatchMeasurement(Measured[] Values, params BatchCurve[] Curves);

/// <summary>One curve for each image of a batch, from which a <see cref="MeasureCurve"/> of all images is made.</summary>
/// <param name="Name">The name of the curve.</param>
/// <param name="Axis">The meaning of the steps, such as <c>patches removed</c>.</param>
/// <param name="Steps">The position of each step on that axis.</param>
/// <param name="Values">The values, [n][steps].</param>
public sealed record BatchCurve(string Name, string Axis, double[] Steps, double[][] Values);

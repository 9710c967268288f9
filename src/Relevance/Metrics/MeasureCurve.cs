namespace Relevance.Metrics;

/// <summary>Intermediate results of a measure step by step, for each image.</summary>
/// <param name="Name">The quantity, such as <c>score</c>.</param>
/// <param name="Axis">The meaning of the steps, such as <c>patches removed</c>.</param>
/// <param name="Steps">The position of each step on that axis.</param>
/// <param name="Values">The finite values of each image at each step; null for an image that failed.</param>
public sealed record MeasureCurve(string Name, string Axis, IReadOnlyList<double> Steps, IReadOnlyList<IReadOnlyList<double>?> Values)
{
    /// <summary>The mean over the images that did not fail, at each step; empty if all failed.</summary>
    public IReadOnlyList<double> Mean
    {
        get
        {
            var rows = Values.OfType<IReadOnlyList<double>>().ToArray();
            return rows.Length == 0 ? [] : [.. Enumerable.Range(0, Steps.Count).Select(step => rows.Average(row => row[step]))];
        }
    }
}

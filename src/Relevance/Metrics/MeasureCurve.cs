namespace Relevance.Metrics;

/// <summary>What a measure found step by step, for each image.</summary>
/// <param name="Name">What is drawn, such as <c>score</c>.</param>
/// <param name="Axis">What the steps are, such as <c>patches removed</c>.</param>
/// <param name="Steps">The place of each step on that axis.</param>
/// <param name="Values">For each image its value at each step, finite; null for an image that failed.</param>
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

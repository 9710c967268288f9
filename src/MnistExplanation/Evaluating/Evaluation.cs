using Mnist.Data;

namespace MnistExplanation.Evaluating;

/// <summary>Everything that the results are written from.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="Dataset">The data set.</param>
/// <param name="Images">The images.</param>
/// <param name="Models">The models.</param>
/// <param name="Threads">With how many threads it was measured.</param>
/// <param name="Cells">What was measured, by the numbers of model and method and the name of the measure.</param>
/// <param name="Measures">What it comes to.</param>
internal sealed record Evaluation(
    EvaluateRequest Request, Dataset Dataset, JudgedImages Images, IReadOnlyList<JudgedModel> Models, int Threads,
    IReadOnlyDictionary<(int Model, int Method, string Measure), Cell> Cells, IReadOnlyList<MeasureSummary> Measures)
{
    /// <summary>The methods in writing.</summary>
    internal IReadOnlyList<string> Methods => [.. Request.Methods.Select(method => $"{method}")];

    /// <summary>How many images, counted once for each method, measure and model, have no value.</summary>
    internal int Failures => Measures.Sum(measure => measure.Methods.Sum(method => method.Failures));

    /// <summary>How long each measure took, over all methods and models, also in earlier runs.</summary>
    internal IEnumerable<(string Measure, double Seconds, long Passes, long Explanations)> Times => Measures.Select(summary =>
    {
        Cell[] cells = [.. Cells.Where(pair => pair.Key.Measure == summary.Measure.Name).Select(pair => pair.Value)];
        return (summary.Measure.Name, cells.Sum(cell => cell.Seconds), cells.Sum(cell => cell.Passes), cells.Sum(cell => cell.Explanations));
    });
}

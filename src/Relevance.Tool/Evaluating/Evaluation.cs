using System.Collections.Immutable;

namespace Relevance.Tool.Evaluating;

/// <summary>Everything that the results are written from.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="Images">The images.</param>
/// <param name="Models">The models.</param>
/// <param name="Threads">With how many threads it was measured.</param>
/// <param name="Measurements">What was measured, by the numbers of model and method and the name of the measure.</param>
/// <param name="Measures">The results of the measures, summarised.</param>
/// <param name="Versions">Of what computed it, by name.</param>
internal sealed record Evaluation(
    EvaluateRequest Request, EvaluationImages Images, IReadOnlyList<EvaluatedModel> Models, int Threads,
    IReadOnlyDictionary<(int Model, int Method, string Measure), Measurement> Measurements, IReadOnlyList<MeasureSummary> Measures,
    ImmutableSortedDictionary<string, string> Versions)
{
    /// <summary>The images that methods explain best and worst by each measure, explained.</summary>
    internal ExtremeExplanations Extremes { get; private init; } = null!;

    /// <summary>Puts what was measured together, and explains the images that stand out.</summary>
    internal static Evaluation Of(
        EvaluateRequest request, EvaluationImages images, IReadOnlyList<EvaluatedModel> models, int threads,
        IReadOnlyDictionary<(int Model, int Method, string Measure), Measurement> measurements, IReadOnlyList<MeasureSummary> measures,
        ImmutableSortedDictionary<string, string> versions)
    {
        var evaluation = new Evaluation(request, images, models, threads, measurements, measures, versions);
        return evaluation with { Extremes = ExtremeExplanations.Find(evaluation) };
    }

    /// <summary>The methods in writing.</summary>
    internal IReadOnlyList<string> Methods => [.. Request.Methods.Select(method => $"{method}")];

    /// <summary>How many images, counted once for each method, measure and model, have no value.</summary>
    internal int Failures => Measures.Sum(measure => measure.Methods.Sum(method => method.Failures));

    /// <summary>How long each measure took, over all methods and models, also in earlier runs.</summary>
    internal IEnumerable<(string Measure, double Seconds, long Passes, long Explanations)> Times => Measures.Select(summary =>
    {
        Measurement[] measurements = [.. Measurements.Where(pair => pair.Key.Measure == summary.Measure.Name).Select(pair => pair.Value)];
        return (summary.Measure.Name, measurements.Sum(measurement => measurement.Seconds), measurements.Sum(measurement => measurement.Passes), measurements.Sum(measurement => measurement.Explanations));
    });
}

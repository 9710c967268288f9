using Relevance.Imaging;

namespace Relevance.Tool.Evaluating.Report;

/// <summary>What measures found step by step, a line for each method.</summary>
internal static class CurveCharts
{
    private const string ByChance = "selectivity-random";

    /// <summary>The chart of a measure by its name; null if it was not asked for, or has none.</summary>
    internal static LineChart? Find(Evaluation evaluation, string name) =>
        evaluation.Measures.FirstOrDefault(summary => summary.Measure.Name == name) is { } summary ? Of(evaluation, summary) : null;

    /// <summary>The chart of a measure with one curve, or of the difference of two; null for others.</summary>
    internal static LineChart? Of(Evaluation evaluation, MeasureSummary summary)
    {
        var drawn = summary.Methods.Where(method => method.Curves.Count is 1 or 2).ToList();
        if (drawn.Count == 0 || summary.Measure.Name == ByChance)
            return null;
        var curves = drawn[0].Curves;
        var series = drawn.Select(method => Line(evaluation.Methods[method.Method], method.Curves)).ToList();
        if (summary.Measure.Name is "selectivity" or "selectivity-least-first" &&
            evaluation.Measures.FirstOrDefault(other => other.Measure.Name == ByChance)?.Methods[0].Curves is { Count: 1 } chance)
            series.Add(Line("random order", chance) with { IsReference = true });
        return new()
        {
            Title = summary.Measure.Title,
            Subtitle = $"On average over {evaluation.Images.Images.Count:N0} images of {evaluation.Images.Dataset} and {evaluation.Models.Count} {(evaluation.Models.Count == 1 ? "model" : "models")}.",
            X = new(curves[0].Axis) { WholeNumbers = true },
            Y = new(curves.Count == 1 ? curves[0].Name : $"{curves[0].Name} − {curves[1].Name}"),
            Series = series,
            Width = 940,
            Height = 420,
        };
    }

    private static ChartSeries Line(string name, IReadOnlyList<MeasurementCurve> curves) =>
        new(name, curves[0].Steps, curves.Count == 1 ? curves[0].Mean : [.. curves[0].Mean.Zip(curves[1].Mean, (a, b) => a - b)]);
}

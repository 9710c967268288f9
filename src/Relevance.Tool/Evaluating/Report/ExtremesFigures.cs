using Relevance.Imaging;

namespace Relevance.Tool.Evaluating.Report;

/// <summary>For each measure the best and the worst image with the heatmaps of all methods, on the first model.</summary>
internal static class ExtremesFigures
{
    private const int PanelSize = 70;

    /// <summary>The figure of a measure; null where no image stands out.</summary>
    internal static Sheet? Of(Evaluation evaluation, MeasureSummary summary) => evaluation.Extremes.By(summary) is { } extremes
        ? new()
        {
            Title = $"{summary.Measure.Title}: best and worst image",
            Rows = [Row(evaluation, summary, "best", extremes.Best) with { ColumnHeadings = ["", .. evaluation.Methods.Select(Broken)] }, Row(evaluation, summary, "worst", extremes.Worst)],
            PanelSize = PanelSize,
            ScaleNote = "1 is the largest magnitude of each map",
        }
        : null;

    private static SheetRow Row(Evaluation evaluation, MeasureSummary summary, string heading, int image)
    {
        var pairs = ExtremeExplanations.IsOfPairs(summary);
        var picture = evaluation.Extremes.Picture(summary, image);
        return new(
        [
            new SheetCell(Panel.Image(picture) with { Note = $"{(pairs ? "with " : "")}test image {evaluation.Images.Places[image]}" }) { Title = evaluation.Extremes.Title(summary, image) },
            .. Enumerable.Range(0, evaluation.Methods.Count).Select(method => new SheetCell(
                new Panel(evaluation.Extremes.Heatmap(summary, image, method), new ColorScale(ColorMap.RedBlue, 1)) { Outline = picture })
            {
                Title = NumberText.Plain(evaluation.Measurements[(0, method, summary.Measure.Name)].Values[image]!.Value),
            }),
        ])
        {
            Heading = heading,
        };
    }

    /// <summary>In lines, for columns are narrow.</summary>
    private static string Broken(string method) =>
        method.Replace("(", "\n(", StringComparison.Ordinal).Replace(", ", ",\n", StringComparison.Ordinal).Replace("-", "-\n", StringComparison.Ordinal);
}

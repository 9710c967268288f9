using System.Globalization;
using Relevance.Propagation;
using Relevance.Tool.Console;

namespace Relevance.Tool.Explaining;

/// <summary>Shows an explanation on the console: a table, and a few heatmaps where they can be drawn.</summary>
internal static class ExplanationView
{
    private const int MostRows = 20;

    /// <summary>A sum that differs by less from the score is the score, but for rounding and the last digits.</summary>
    private const double LargestRest = 0.005;

    internal static void Show(ExplainedImages explained, Terminal terminal)
    {
        TerminalHeatmaps.Show(explained, terminal);
        Table(explained).Show(terminal);
        var hidden = explained.Images.Count - MostRows;
        if (hidden > 0)
            terminal.Line($"… and {hidden:N0} more; --output FILE.npy or FILE.json writes all.");
        terminal.Line($"{explained.Method.Title}: {explained.Method.Definition.Meaning}");
        if (Rest(explained) is { } rest)
            terminal.Line(rest);
        terminal.Line("Write the heatmaps with --output FILE.png, FILE.npy or FILE.json.");
    }

    /// <summary>Where a propagation left what is in the score and not in the sum; null where the sums are the scores, and for other methods.</summary>
    private static string? Rest(ExplainedImages explained) =>
        explained.Explainer is LayerwiseRelevancePropagation && explained.Predictions.Any(one => Math.Abs(one.TotalRelevance - one.Score) > LargestRest * Math.Abs(one.Score))
            ? $"Where the sum is not the score, the rest is biases and ε{(explained.Ledger is null ? ": --ledger shows it layer by layer" : "")}."
            : null;

    private static TextTable Table(ExplainedImages explained)
    {
        List<TextColumn> columns = [TextColumn.Number("image") with { Shortens = true }];
        if (explained.Images.Labels is not null)
            columns.Add(new("true") { Wraps = true });
        columns.AddRange(
        [
            new("predicted") { Wraps = true }, TextColumn.Number("probability"), TextColumn.Number("explained") with { Wraps = true },
            TextColumn.Number("its score"), TextColumn.Number("sum of relevance"),
        ]);
        columns.AddRange(explained.Diagnostics(0).Select(found => TextColumn.Number(found.Key.Replace('-', ' '))));
        var table = new TextTable(columns);
        for (var image = 0; image < Math.Min(explained.Images.Count, MostRows); image++)
            table.AddRow([.. Row(explained, image)]);
        return table;
    }

    private static IEnumerable<string> Row(ExplainedImages explained, int image)
    {
        var outcome = explained.Predictions[image];
        yield return explained.Images.Names[image];
        if (explained.Images.Labels is { } labels)
            yield return explained.ClassName(labels[image]);
        yield return explained.ClassName(outcome.Predicted) + (explained.Images.Labels is { } truth && truth[image] != outcome.Predicted ? " (wrong)" : "");
        yield return outcome.Probability.ToString("P2", CultureInfo.InvariantCulture);
        yield return explained.Explained(image);
        yield return outcome.Score.ToString("F3", CultureInfo.InvariantCulture);
        yield return outcome.TotalRelevance.ToString("F3", CultureInfo.InvariantCulture);
        foreach (var (_, value) in explained.Diagnostics(image))
            yield return value.ToString("G3", CultureInfo.InvariantCulture);
    }
}

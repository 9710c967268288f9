using System.Globalization;
using Relevance.Propagation;
using Relevance.Tool.Console;
using Spectre.Console;

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
        terminal.Out.Write(Table(explained));
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

    private static Table Table(ExplainedImages explained)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn("image") { Alignment = Justify.Right });
        if (explained.Images.Labels is not null)
            table.AddColumn("true");
        table.AddColumns("predicted", "");
        foreach (var heading in new[] { "probability", "explained", "its score", "sum of relevance" })
            table.AddColumn(new TableColumn(heading) { Alignment = Justify.Right });
        foreach (var (name, _) in explained.Diagnostics(0))
            table.AddColumn(new TableColumn(name.Replace('-', ' ')) { Alignment = Justify.Right });
        for (var image = 0; image < Math.Min(explained.Images.Count, MostRows); image++)
            table.AddRow([.. Row(explained, image).Select(cell => new Text(cell))]);
        return table;
    }

    private static IEnumerable<string> Row(ExplainedImages explained, int image)
    {
        var outcome = explained.Predictions[image];
        yield return explained.Images.Names[image];
        if (explained.Images.Labels is { } labels)
            yield return explained.ClassName(labels[image]);
        yield return explained.ClassName(outcome.Predicted);
        yield return explained.Images.Labels is { } truth && truth[image] != outcome.Predicted ? "wrong" : "";
        yield return outcome.Probability.ToString("P2", CultureInfo.InvariantCulture);
        yield return explained.Explained(image);
        yield return outcome.Score.ToString("F3", CultureInfo.InvariantCulture);
        yield return outcome.TotalRelevance.ToString("F3", CultureInfo.InvariantCulture);
        foreach (var (_, value) in explained.Diagnostics(image))
            yield return value.ToString("G3", CultureInfo.InvariantCulture);
    }
}

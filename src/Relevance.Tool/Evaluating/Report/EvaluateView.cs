using Relevance.Imaging;
using Relevance.Metrics;
using Relevance.Tool.Console;

namespace Relevance.Tool.Evaluating.Report;

/// <summary>Shows results on the console: measures as rows, methods as columns.</summary>
internal static class EvaluateView
{
    internal static void Show(Evaluation evaluation, IReadOnlyList<string> files, double seconds, Terminal terminal)
    {
        for (var method = 0; method < evaluation.Methods.Count; method++)
            terminal.Line($"  {Letter(method)}  {evaluation.Methods[method]}");
        foreach (var methods in Blocks(evaluation, terminal.Width))
            Values(evaluation, methods).Show(terminal);
        terminal.Line($"Means over {evaluation.Images.Images.Count:N0} images of {evaluation.Images.Dataset} and {evaluation.Models.Count} " +
            $"{(evaluation.Models.Count == 1 ? "model" : "models")} ({string.Join(", ", evaluation.Models.Select(model => model.Name))}). ↑ more is better, ↓ less is better; " +
            "* best, ≈ not to be told from it (p > 0.05, corrected by Holm).");
        ShowFailures(evaluation, terminal);
        Times(evaluation).Show(terminal);
        terminal.Line($"Measuring took {Readable.Seconds(evaluation.Times.Sum(time => time.Seconds))}, the whole run {Readable.Seconds(seconds)}. Work shared by several measures is counted for the first of them.");
        foreach (var file in files)
            terminal.Line($"  {file}");
        terminal.Line($"Open {EvaluationFiles.Report} in a browser: it shows the intervals, the curves and the best and worst image for each measure.");
    }

    /// <summary>As many methods side by side as there is room for, the others below.</summary>
    private static IEnumerable<int[]> Blocks(Evaluation evaluation, int width)
    {
        var methods = Enumerable.Range(0, evaluation.Methods.Count).ToArray();
        var blocks = 1;
        while (blocks < methods.Length && Chunks(blocks).Any(block => Values(evaluation, block).Width > width))
            blocks++;
        return Chunks(blocks);

        IEnumerable<int[]> Chunks(int count) => methods.Chunk((methods.Length + count - 1) / count);
    }

    private static TextTable Values(Evaluation evaluation, IReadOnlyList<int> methods)
    {
        var table = new TextTable([new("measure"), new("↑↓"), .. methods.Select(method => TextColumn.Number($"{Letter(method)} "))]);
        foreach (var summary in evaluation.Measures)
        {
            table.AddRow(
            [
                summary.Measure.Name, summary.Measure.Better == Better.Higher ? "↑" : "↓",
                .. methods.Select(method => $"{Number(summary.Methods[method].Mean)}{Mark(summary, summary.Methods[method].Method)}"),
            ]);
        }
        return table;
    }

    private static void ShowFailures(Evaluation evaluation, Terminal terminal)
    {
        foreach (var summary in evaluation.Measures)
        {
            foreach (var method in summary.Methods.Where(method => method.Failures > 0))
            {
                terminal.Line($"{summary.Measure.Name} has no value for {method.Failures:N0} of {method.Failures + method.Count:N0} explanations by {evaluation.Methods[method.Method]}: " +
                    string.Join(" ", method.Reasons.Select(reason => $"{reason.Key} ({reason.Value:N0})")));
            }
        }
    }

    private static TextTable Times(Evaluation evaluation)
    {
        var table = new TextTable(
            [new("time by measure"), .. new[] { "seconds", "share", "passes", "explanations", "µs per pass" }.Select(TextColumn.Number)]);
        var total = evaluation.Times.Sum(time => time.Seconds);
        foreach (var (measure, seconds, passes, explanations) in evaluation.Times)
        {
            table.AddRow(
                measure, FormattableString.Invariant($"{seconds:F2}"), FormattableString.Invariant($"{100 * seconds / total:F1} %"), FormattableString.Invariant($"{passes:N0}"),
                FormattableString.Invariant($"{explanations:N0}"), passes > 0 && explanations == 0 ? FormattableString.Invariant($"{1e6 * seconds / passes:F1}") : "");
        }
        return table;
    }

    private static string Mark(MeasureSummary summary, int method) => summary.Best.Contains(method) ? "*" : summary.IsAsGoodAsBest(method) ? "≈" : " ";

    private static string Letter(int method) => $"{(char)('A' + method % 26)}{(method < 26 ? "" : $"{method / 26}")}";

    private static string Number(double? value) => value is { } number ? NumberText.Plain(number) : "–";
}

using System.Globalization;
using System.Xml.Linq;
using Relevance.Imaging;
using Relevance.Metrics;
using Relevance.Tool.Pages;
using static Relevance.Tool.Pages.Html;

namespace Relevance.Tool.Evaluating.Report;

/// <summary>All that measures of one kind say.</summary>
internal static class AspectSection
{
    /// <summary>What fits side by side.</summary>
    private const int MostColumns = 6;

    internal static XElement Write(Evaluation evaluation, Aspect aspect, IReadOnlyList<MeasureSummary> summaries)
    {
        var (title, question) = Text(aspect);
        return Section($"{aspect}".ToLowerInvariant(), title,
            Element("p", Class("question"), question),
            summaries.Chunk(MostColumns).Select(some => Values(evaluation, title, some)),
            summaries.Select(summary => Measure(evaluation, summary)));
    }

    private static XElement Values(Evaluation evaluation, string title, IReadOnlyList<MeasureSummary> summaries)
    {
        var table = Table.Of($"{title}: means", [new("Method"), .. summaries.Select(summary => new Column($"{summary.Measure.Title} {Arrow(summary)}", IsNumber: true))],
            evaluation.Methods.Select((method, number) => new object[] { Element("code", method) }.Concat(summaries.Select(summary => Cell(summary, number))).ToList()), sorts: true);
        if (summaries.Count > 3)
            table.SetAttributeValue("class", "table wide");
        return table;
    }

    private static object Cell(MeasureSummary summary, int number)
    {
        var method = summary.Methods[number];
        if (method.Mean is not { } mean)
            return new object[] { Attribute("data-value", ""), "–" };
        var mark = summary.Best.Contains(number) ? Class("best") : summary.IsAsGoodAsBest(number) ? Class("tied") : null;
        return new object?[]
        {
            Attribute("data-value", mean.ToString("R", CultureInfo.InvariantCulture)), Element("span", mark, NumberText.Plain(mean)),
            method.Interval is { } interval ? Element("span", Class("spread"), $"{NumberText.Plain(interval.Low)} … {NumberText.Plain(interval.High)}") : null,
        };
    }

    private static XElement Measure(Evaluation evaluation, MeasureSummary summary)
    {
        var measure = summary.Measure;
        return Element("article", Attribute("id", measure.Name),
            Element("h3", $"{measure.Title} {Arrow(summary)}"),
            P($"{char.ToUpperInvariant(measure.Meaning[0])}{measure.Meaning[1..]}. {(measure.Better == Better.Higher ? "More" : "Less")} is better."),
            CurveCharts.Of(evaluation, summary) is { } chart ? Figures.Show(chart.Render(), $"Curves of {measure.Title} for each method.", "The mean over images and models at each step.", isChart: true) : null,
            ExtremesFigures.Of(evaluation, summary) is { } sheet
                ? Figures.Show(sheet.Render(), $"The best and the worst image by {measure.Title} with the heatmaps of all methods.",
                    "The images that all methods together explain best and worst by this measure, on the first model; above each heatmap its value.") : null);
    }

    private static string Arrow(MeasureSummary summary) => summary.Measure.Better == Better.Higher ? "↑" : "↓";

    private static (string Title, string EvaluationInputs) Text(Aspect aspect) => aspect switch
    {
        Aspect.Conservation => ("Conservation", "Does relevance sum to the score that it explains?"),
        Aspect.Faithfulness => ("Faithfulness", "Does what is said to matter matter to the model?"),
        Aspect.Stability => ("Stability", "Does the explanation stay where neither image nor score changes much?"),
        Aspect.Localization => ("Localisation", "Two objects in one image, asked for one of them: does relevance lie on that one?"),
        Aspect.Simplicity => ("Simplicity", "Is the explanation short?"),
        _ => ("Randomisation", "Does the explanation change with what was learned and with what is asked?"),
    };
}

using System.Xml.Linq;
using MnistExplanation.Report.Content;
using MnistExplanation.Report.Methods;
using Relevance.Tool.Pages;
using static Relevance.Tool.Pages.Html;

namespace MnistExplanation.Report.Sections;

/// <summary>One method: its question, its figure, how it works, how to read it and when not to trust it.</summary>
internal static class MethodArticle
{
    internal static XElement Write(MethodText text, MethodResult result) => Element("article",
        Attribute("id", text.Id), Attribute("aria-labelledby", text.Id + "-title"),
        Element("h3", Attribute("id", text.Id + "-title"), text.Title),
        Element("p", Class("question"), text.Question),
        FigureCard.Show(result.Figure, $"{text.Title}. ", Scale(result.Scale)),
        Element("h4", "How to read the colours"),
        P(text.Colours),
        Element("h4", "How it is computed"),
        text.HowItWorks,
        Parameters(result),
        Element("h4", "When it misleads"),
        List(text.Misleads.Select(caution => new object[] { Strong(caution.Name), " ", caution.Text })),
        Element("h4", "Does it add up?"),
        P(text.Conservation),
        Conservation(text, result),
        Ledger(result),
        Element("p", Class("source"), "Source: ", text.Source));

    private static string Scale(HeatmapScale scale) => scale switch
    {
        HeatmapScale.Shared => "All heatmaps share one colour scale: equal colours mean equal relevance throughout the figure.",
        _ => "Each heatmap has a colour scale of its own, whose end is the largest relevance in it: compare colours within a " +
            "heatmap, not between heatmaps.",
    };

    private static IEnumerable<XElement> Parameters(MethodResult result)
    {
        yield return result.Parameters.Count == 0
            ? P("The method has no parameters.")
            : Table.OfSettings("Parameters used here", result.Parameters);
        if (result.Plan is { Count: > 0 } plan)
            yield return Table.Of("The rule of each layer", [new("Layer"), new("Rule"), new("Because it is")],
                plan.Select(row => new object[] { row.Layer, row.Rule, row.Reason }));
    }

    private static IEnumerable<XElement> Ledger(MethodResult result)
    {
        if (result.Ledger is not { } ledger)
            yield break;
        yield return FigureCard.Show(ledger.Chart, "The balance of relevance in each layer, from the score back to the pixels, over all images above. What leaves a layer, and what " +
            "its bias and ε absorb, in per cent of what enters it. A bias below zero absorbs a negative share, and more leaves than enters.");
        if (ledger.Warnings.Count > 0)
            yield return List(ledger.Warnings);
    }

    private static XElement Conservation(MethodText text, MethodResult result)
    {
        List<Column> columns =
        [
            new("Test image"), new("True"), new("Predicted"), new("Explained"),
            new("Score", IsNumber: true), new("Sum of relevances", IsNumber: true),
        ];
        if (text.SharesTheScore)
            columns.Add(new("Sum ÷ score", IsNumber: true));
        return Table.Of("Explained score and sum of relevances", columns, result.Conservation.Select(row => Cells(row)[..columns.Count]));
    }

    private static object[] Cells(ConservationRow row) =>
    [
        Numbers.Integer(row.Image), row.TrueClass, row.PredictedClass, row.ExplainedClass,
        Numbers.Real(row.Score), Numbers.Real(row.TotalRelevance),
        row.Score == 0 ? "–" : Numbers.Percent(row.TotalRelevance / row.Score, 1),
    ];
}

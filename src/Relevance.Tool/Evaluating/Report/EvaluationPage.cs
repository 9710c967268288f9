using System.Xml.Linq;
using Relevance.Tool.Pages;
using static Relevance.Tool.Pages.Html;

namespace Relevance.Tool.Evaluating.Report;

/// <summary>The results as one page that needs no other file and no network.</summary>
internal static class EvaluationPage
{
    /// <summary>Writes the page; the same results give the same bytes.</summary>
    internal static string Write(Evaluation evaluation)
    {
        return Page.Write(
            $"Which explanation to trust on {evaluation.Images.Dataset}",
            $"{evaluation.Methods.Count} ways to explain the decisions of a neural network, judged by {evaluation.Measures.Count} measures.",
            [
                Overview(evaluation),
                .. evaluation.Measures.GroupBy(summary => summary.Measure.Aspect).Select(group => AspectSection.Write(evaluation, group.Key, [.. group])),
                .. evaluation.Failures == 0 ? (XElement[])[] : [Failures(evaluation)],
                Provenance(evaluation),
            ],
            Sorting.Script);
    }

    private static XElement Overview(Evaluation evaluation) => Section("overview", "At a glance",
        Element("dl", Class("facts"),
            Fact("Data set", evaluation.Images.Dataset),
            Fact("Images", Numbers.Count(evaluation.Images.Images.Count)),
            Fact("Models", Numbers.Count(evaluation.Models.Count)),
            Fact("Methods", Numbers.Count(evaluation.Methods.Count)),
            Fact("Measures", Numbers.Count(evaluation.Measures.Count)),
            Fact("Without a value", Numbers.Count(evaluation.Failures))),
        evaluation.Methods.Count > 1
            ? Figures.Show(RankChart.Create(evaluation).Render(), "Ranks of the methods by each measure.", "The stronger the colour, the better. The tables below say how far the methods are apart.", isChart: true) : null,
        P("No single number says which explanation is right. A ", Em("faithful"), " one names what the model used; a ", Em("stable"), " one does not jump where nothing changed; a ",
            Em("localised"), " one lies on the object asked for; a ", Em("simple"), " one is short; and one that survives when the network's weights are drawn at random, or when another class is " +
            "asked for, never was about the network or the class. A map of nothing is perfectly stable and simple: read those beside faithfulness."),
        P("Below each mean stands the interval in which it lies with 95 % confidence if other images and other models were drawn, found by resampling both. ", Strong("Best"), " is marked *; ≈ means: cannot be " +
            "told from the best (p above 5 %, corrected by Holm's method for the number of pairs that the measure compares). ↑ says that more is better, ↓ that less is. Click on a heading to sort."));

    private static XElement Failures(Evaluation evaluation) => Section("failures", "Where there is no value",
        P("These explanations have no value by these measures. They are left out of the mean, never counted as anything else."),
        Table.Of("Explanations without a value", [new("Measure"), new("Method"), new("Without a value", IsNumber: true), new("Of", IsNumber: true), new("Why")],
            from summary in evaluation.Measures
            from method in summary.Methods
            where method.Failures > 0
            select new object[]
            {
                summary.Measure.Title, evaluation.Methods[method.Method], Numbers.Count(method.Failures), Numbers.Count(method.Failures + method.Count),
                string.Join(" ", method.Reasons.Select(reason => $"{reason.Key} ({Numbers.Count(reason.Value)})")),
            }));

    private static XElement Provenance(Evaluation evaluation) => Section("provenance", "How this was measured",
        P("Of each image the class that the model predicts is explained; for localisation, of two objects side by side that of one of them, on a network of the same layers that was trained on such pairs. The network's scores before the softmax are followed unless a measure " +
            "says otherwise. Patches have 4 × 4 pixels and are filled with black, or imputed from their neighbours where the measure says so. Everything random is drawn by seed: the same command gives the same bytes."),
        Table.Of("Models", [new("Model"), new("Preset"), new("Accuracy on the test set", IsNumber: true), new("SHA-256 of the file")],
            evaluation.Models.Select(model => new object[]
            {
                $"{model.Name}{(model.Model.IsEmbedded ? " (inside the program)" : "")}", model.Model.Training?.Preset ?? "–",
                model.Model.Training?.TestAccuracy is { } accuracy ? Numbers.Percent(accuracy) : "–", Element("code", Class("checksum"), model.Model.Sha256),
            })),
        Table.OfSettings("Settings",
        [
            new("Data set", evaluation.Images.Dataset),
            new("Images", $"{Numbers.Count(evaluation.Images.Images.Count)} of the test set, drawn by seed {evaluation.Request.Seed}"),
            new("Batch size", Numbers.Count(evaluation.Request.BatchSize)),
            new("Draws of the bootstrap", Numbers.Count(Summarizing.Resamples)),
            .. evaluation.Versions.Select(version => new Setting(version.Key, version.Value)),
        ]),
        Element("details", Element("summary", "Parameters of the measures"),
            Table.Of("Parameters", [new("Measure"), new("Parameters"), new("Cost for each image")], evaluation.Measures.Select(summary => new object[]
            {
                Element("code", summary.Measure.Name),
                string.Join(", ", summary.Measure.Parameters.Select(pair => FormattableString.Invariant($"{pair.Key} {pair.Value}"))), summary.Measure.Cost,
            }))));

    private static XElement Fact(string name, string value) => Element("div", Element("dt", name), Element("dd", value));
}

using System.Xml.Linq;
using MnistExplanation.Report.Content;
using MnistExplanation.Report.Methods;
using Relevance.Tool.Pages;
using static Relevance.Tool.Pages.Html;

namespace MnistExplanation.Report.Sections;

/// <summary>What the page is about, for someone who has never heard of it, and the results at a glance.</summary>
internal static class Introduction
{
    internal static XElement Write(ReportContent content, IReadOnlyList<MethodText> methods) => Section("introduction", "Introduction",
        P($"A neural network has learned to tell the {content.Dataset.ClassNames.Count} classes of {content.Dataset.Name} apart from " +
            $"{Numbers.Count(content.Dataset.TrainingImages)} examples. ",
            "For every image it computes one number per class, the ", Em("score"), " (also called ", LinkTo("term-logit", "logit"),
            "); the class with the highest score is its answer. The scores say what the network decided. They do not say why."),
        P("A method of explanation goes back from one score to the pixels of the image and gives each of them a number, its ",
            LinkTo("term-relevance", "relevance"),
            ". Painted in colours, the relevances of an image are a ", LinkTo("term-heatmap", "heatmap"),
            ". Methods differ in what they ask, so their heatmaps differ, and none can stand for another:"),
        Questions(methods),
        P("A heatmap describes the network, not the world. It can show poor reasons for a right answer and good reasons for a wrong " +
            "one; finding those is what it is for. ",
            "The ", LinkTo("glossary", "glossary"), " explains the special words."),
        AtAGlance(content));

    private static XElement Questions(IReadOnlyList<MethodText> methods) => Table.Of("The methods and what they ask",
        [new("Method"), new("Question"), new("Do the relevances add up to the score?")],
        methods.Select(method => new object[] { LinkTo(method.Id, method.Title), method.Question, method.AddsUp }));

    private static XElement AtAGlance(ReportContent content)
    {
        var interval = WilsonInterval.Of(content.Test.Correct, content.Test.Images);
        return Element("dl", Class("facts"),
            Fact("Test accuracy", Numbers.Percent(content.Test.Accuracy)),
            Fact("95 % interval", $"{Numbers.Percent(interval.Low)} to {Numbers.Percent(interval.High)}"),
            Fact("Weights and biases", Numbers.Count(content.Network.Parameters)),
            Fact("Preset", content.Training.Preset),
            Fact("Seed", Numbers.Integer(content.Training.Seed)),
            Fact("Time, all stages", Numbers.Seconds(content.Provenance.Stages.Sum(stage => stage.Seconds ?? 0))));
    }

    private static XElement Fact(string name, string value) => Element("div", Element("dt", name), Element("dd", value));
}

using System.Xml.Linq;
using MnistExplanation.Report.Content;
using Relevance.Tool.Pages;
using static Relevance.Tool.Pages.Html;

namespace MnistExplanation.Report.Sections;

/// <summary>How often the network is right on images that it has not seen, and what it confuses.</summary>
internal static class AccuracySection
{
    private const int ShownConfusions = 6;

    internal static XElement Write(DatasetFacts dataset, TestFacts test)
    {
        var interval = WilsonInterval.Of(test.Correct, test.Images);
        return Section("accuracy", "Accuracy",
            P($"Of {Numbers.Count(test.Images)} test images, none of which was used in training, the network classifies " +
                $"{Numbers.Count(test.Correct)} correctly: ",
                Strong(Numbers.Percent(test.Accuracy)), "."),
            P($"Other images of the same kind would give a slightly different figure. The 95 % Wilson interval, from " +
                $"{Numbers.Percent(interval.Low)} to {Numbers.Percent(interval.High)}, ",
                "says how different: it covers the luck of which images were drawn for the test. It does not cover the luck of the " +
                "training; another seed gives another network."),
            Element("h3", "What it confuses"),
            InWords(dataset, test),
            FigureCard.Show(test.Picture, "Confusion matrix: the true class on one axis, the answer of the network on the other. " +
                "Correct answers lie on the diagonal."),
            Element("details", Element("summary", "The same as a table"), Matrix(dataset, test)));
    }

    private static XElement InWords(DatasetFacts dataset, TestFacts test)
    {
        var confusions = Confusions.MostFrequent(test.Confusion, ShownConfusions);
        return confusions.Count == 0
            ? P("It makes no mistake on these images.")
            : Element("div",
                P("Its most frequent mistakes:"),
                Element("ol", confusions.Select(confusion => Element("li", Sentence(dataset, confusion)))));
    }

    private static object[] Sentence(DatasetFacts dataset, Confusion confusion) =>
    [
        Strong(dataset.ClassNames[confusion.TrueClass]), " taken for ", Strong(dataset.ClassNames[confusion.PredictedClass]), ": ",
        $"{Numbers.Count(confusion.Count)} of {Numbers.Count(confusion.ImagesOfClass)} images " +
        $"({Numbers.Percent((double)confusion.Count / confusion.ImagesOfClass, 1)})",
    ];

    private static XElement Matrix(DatasetFacts dataset, TestFacts test) => Table.Of("Number of test images by true class (row) and " +
        "answer of the network (column)",
        [new("True class"), .. dataset.ClassNames.Select(name => new Column(name, IsNumber: true))],
        test.Confusion.Select((row, label) => (object[])[dataset.ClassNames[label], .. row.Select(count => Numbers.Count(count))]));
}

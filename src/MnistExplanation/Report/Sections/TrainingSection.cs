using System.Globalization;
using System.Xml.Linq;
using MnistExplanation.Report.Content;
using Relevance.Tool.Pages;
using static Relevance.Tool.Pages.Html;

namespace MnistExplanation.Report.Sections;

/// <summary>How the network was trained.</summary>
internal static class TrainingSection
{
    internal static XElement Write(DatasetFacts dataset, TrainingFacts training) => Section("training", "Training",
        P($"The network sees the {Numbers.Count(dataset.TrainingImages)} training images again and again, a small batch at a time; " +
            "once through all of them is an ", Em("epoch"),
            ". After each batch its weights move a little, so that the right class would have scored higher and the others lower. " +
            "The ", Em("loss"),
            " measures how far it still is from that."),
        P($"Before they enter the network, pixels (0 is black, 1 is white) are normalised: minus {Plain(dataset.Mean)}, divided by " +
            $"{Plain(dataset.StandardDeviation)}. ",
            $"Black becomes {Numbers.Real(dataset.Black)}, white {Numbers.Real(dataset.White)}."),
        Table.OfSettings("The options of the training",
            [new("Preset", training.Preset), new("Seed", Numbers.Integer(training.Seed)), .. training.Options]),
        FigureCard.Show(training.Curve, "The training, epoch by epoch."));

    private static string Plain(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}

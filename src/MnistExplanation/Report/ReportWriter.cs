using System.Xml.Linq;
using MnistExplanation.Report.Content;
using MnistExplanation.Report.Methods;
using MnistExplanation.Report.Sections;
using Relevance.Tool.Pages;

namespace MnistExplanation.Report;

/// <summary>Turns results into one page that needs no other file, no network and no script.</summary>
internal static class ReportWriter
{
    /// <summary>Writes the page.</summary>
    /// <param name="content">What it shows. The same content gives the same text, to the byte.</param>
    /// <returns>HTML that is also well-formed XML.</returns>
    /// <exception cref="ArgumentException">
    /// The content does not fit together, or a method is not known here; the message says which.
    /// </exception>
    internal static string ToHtml(ReportContent content)
    {
        Check(content);
        var methods = content.Methods.Select(result => (Text: MethodTexts.Of(result.Name, content.Dataset), Result: result)).ToList();
        XElement[] sections =
        [
            Introduction.Write(content, [.. methods.Select(method => method.Text)]),
            NetworkSection.Write(content.Network),
            TrainingSection.Write(content.Dataset, content.Training),
            AccuracySection.Write(content.Dataset, content.Test),
            HeatmapSection.Write(methods, content.Comparison),
            Glossary.Write(),
            ProvenanceSection.Write(content.Provenance),
            Sources.Write(),
        ];
        return Page.Write(
            $"Explaining a neural network on {content.Dataset.Name}",
            $"The network names the right class for {Numbers.Percent(content.Test.Accuracy)} of the test images. This page shows, pixel by pixel, what its answers rest on.",
            sections);
    }

    private static void Check(ReportContent content)
    {
        var classes = content.Dataset.ClassNames.Count;
        var matrix = content.Test.Confusion;
        if (matrix.Count != classes || matrix.Any(row => row.Count != classes))
            throw new ArgumentException($"{classes} classes have a confusion matrix of {classes} × {classes}, not of {matrix.Count} " +
                $"rows of {string.Join(", ", matrix.Select(row => row.Count))}.", nameof(content));
        if (content.Test.Images == 0)
            throw new ArgumentException("The confusion matrix counts no image.", nameof(content));
    }
}

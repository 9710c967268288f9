using System.Xml.Linq;
using MnistExplanation.Report.Content;
using MnistExplanation.Report.Markup;
using MnistExplanation.Report.Methods;
using MnistExplanation.Report.Sections;
using static MnistExplanation.Report.Markup.Html;

namespace MnistExplanation.Report;

/// <summary>Turns results into one page that needs no other file, no network and no script.</summary>
internal static class ReportWriter
{
    // The page asks the browser to load and run nothing, so that a mistake here could not leak what it shows.
    private const string Policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

    private static readonly string Style = ReadStyle();

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
        var title = $"Explaining a neural network on {content.Dataset.Name}";
        return HtmlDocument.Write(Element("html", Attribute("lang", "en"), Head(title), Body(title, content, sections)));
    }

    private static XElement Head(string title) => Element("head",
        Element("meta", Attribute("charset", "utf-8")),
        Element("meta", Attribute("http-equiv", "Content-Security-Policy"), Attribute("content", Policy)),
        Element("meta", Attribute("name", "viewport"), Attribute("content", "width=device-width, initial-scale=1")),
        Element("meta", Attribute("name", "color-scheme"), Attribute("content", "light dark")),
        Element("title", title),
        Element("link", Attribute("rel", "icon"), Attribute("href", "data:,")),
        Element("style", Style));

    private static XElement Body(string title, ReportContent content, XElement[] sections) => Element("body",
        Element("a", Class("skip"), Attribute("href", "#content"), "Skip to the content"),
        Element("header",
            Element("h1", title),
            Element("p", Class("lead"), $"The network names the right class for {Numbers.Percent(content.Test.Accuracy)} of the test " +
                "images. ",
                "This page shows, pixel by pixel, what its answers rest on.")),
        Element("nav", Attribute("aria-label", "Contents"),
            Element("ul", sections.Select(section => Element("li", LinkTo(section.Attribute("id")!.Value, section.Element("h2")!.Value))))),
        Element("main", Attribute("id", "content"), sections));

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

    private static string ReadStyle()
    {
        const string name = "MnistExplanation.Report.report.css";
        using var stream = typeof(ReportWriter).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The program was built without its resource {name}.");
        using var reader = new StreamReader(stream);
        return "\n" + reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}

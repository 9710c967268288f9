using System.Xml.Linq;
using static MnistExplanation.Report.Markup.Html;

namespace MnistExplanation.Report.Markup;

/// <summary>A page that needs no other file, no network and no script.</summary>
internal static class Page
{
    // The page asks the browser to load and run nothing, so that a mistake here could not leak what it shows.
    private const string Policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

    private static readonly string Style = ReadStyle();

    /// <summary>Writes a page.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="lead">What is to be known first: text.</param>
    /// <param name="sections">What it says, each made by <see cref="Section"/>; the contents link to them.</param>
    /// <returns>HTML that is also well-formed XML.</returns>
    internal static string Write(string title, string lead, IReadOnlyList<XElement> sections) =>
        HtmlDocument.Write(Element("html", Attribute("lang", "en"), Head(title), Body(title, lead, sections)));

    private static XElement Head(string title) => Element("head",
        Element("meta", Attribute("charset", "utf-8")),
        Element("meta", Attribute("http-equiv", "Content-Security-Policy"), Attribute("content", Policy)),
        Element("meta", Attribute("name", "viewport"), Attribute("content", "width=device-width, initial-scale=1")),
        Element("meta", Attribute("name", "color-scheme"), Attribute("content", "light dark")),
        Element("title", title),
        Element("link", Attribute("rel", "icon"), Attribute("href", "data:,")),
        Element("style", Style));

    private static XElement Body(string title, string lead, IReadOnlyList<XElement> sections) => Element("body",
        Element("a", Class("skip"), Attribute("href", "#content"), "Skip to the content"),
        Element("header", Element("h1", title), Element("p", Class("lead"), lead)),
        Element("nav", Attribute("aria-label", "Contents"),
            Element("ul", sections.Select(section => Element("li", LinkTo(section.Attribute("id")!.Value, section.Element("h2")!.Value))))),
        Element("main", Attribute("id", "content"), sections));

    private static string ReadStyle()
    {
        const string name = "MnistExplanation.Report.report.css";
        using var stream = typeof(Page).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The program was built without its resource {name}.");
        using var reader = new StreamReader(stream);
        return "\n" + reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}

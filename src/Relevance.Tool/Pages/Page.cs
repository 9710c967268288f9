using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using static Relevance.Tool.Pages.Html;

namespace Relevance.Tool.Pages;

/// <summary>A page that needs no other file and no network: a header, links to its sections, and the sections.</summary>
internal static class Page
{
    // The page asks the browser to load and run nothing but what is in it, so that a mistake here could not leak what it shows.
    private const string Policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

    private static readonly string Style = ReadStyle();

    /// <summary>Writes the page.</summary>
    /// <param name="title">Its heading.</param>
    /// <param name="lead">A few sentences below it.</param>
    /// <param name="sections">As <see cref="Section"/> makes them.</param>
    /// <param name="script">A script, without "less than", "greater than" and ampersand, which XML would write otherwise; null for none.</param>
    /// <returns>HTML that is also well-formed XML.</returns>
    internal static string Write(string title, string lead, IReadOnlyList<XElement> sections, string? script = null)
    {
        var policy = script is null ? Policy : $"{Policy}; script-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'";
        return HtmlDocument.Write(Element("html", Attribute("lang", "en"), Head(title, policy), Body(title, lead, sections, script)));
    }

    private static XElement Head(string title, string policy) => Element("head",
        Element("meta", Attribute("charset", "utf-8")),
        Element("meta", Attribute("http-equiv", "Content-Security-Policy"), Attribute("content", policy)),
        Element("meta", Attribute("name", "viewport"), Attribute("content", "width=device-width, initial-scale=1")),
        Element("meta", Attribute("name", "color-scheme"), Attribute("content", "light dark")),
        Element("title", title),
        Element("link", Attribute("rel", "icon"), Attribute("href", "data:,")),
        Element("style", Style));

    private static XElement Body(string title, string lead, IReadOnlyList<XElement> sections, string? script) => Element("body",
        Element("a", Class("skip"), Attribute("href", "#content"), "Skip to the content"),
        Element("header",
            Element("h1", title),
            Element("p", Class("lead"), lead)),
        Element("nav", Attribute("aria-label", "Contents"),
            Element("ul", sections.Select(section => Element("li", LinkTo(section.Attribute("id")!.Value, section.Element("h2")!.Value))))),
        Element("main", Attribute("id", "content"), sections),
        script is null ? null : Element("script", script));

    private static string ReadStyle()
    {
        const string name = "Relevance.Tool.Pages.page.css";
        using var stream = typeof(Page).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The program was built without its resource {name}.");
        using var reader = new StreamReader(stream);
        return "\n" + reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}

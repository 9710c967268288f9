using System.Xml.Linq;

namespace Relevance.Tool.Pages;

/// <summary>Short names for the elements of a page. Text is escaped when the page is written, never here.</summary>
internal static class Html
{
    /// <summary>Any element.</summary>
    internal static XElement Element(string name, params object?[] content) => new(name, content);

    /// <summary>The attribute <c>class</c>.</summary>
    internal static XAttribute Class(string value) => new("class", value);

    /// <summary>Any attribute.</summary>
    internal static XAttribute Attribute(string name, object value) => new(name, value);

    /// <summary>A paragraph.</summary>
    internal static XElement P(params object?[] content) => new("p", content);

    /// <summary>Emphasis: a word where it is introduced.</summary>
    internal static XElement Em(string text) => new("em", text);

    /// <summary>Strong importance.</summary>
    internal static XElement Strong(string text) => new("strong", text);

    /// <summary>A name or command to be taken literally.</summary>
    internal static XElement Code(string text) => new("code", text);

    /// <summary>A link to a place on this page.</summary>
    internal static XElement LinkTo(string id, string text) => new("a", new XAttribute("href", "#" + id), text);

    /// <summary>A list without order.</summary>
    internal static XElement List(params IEnumerable<object> items) => new("ul", items.Select(item => new XElement("li", item)));

    /// <summary>A section with a heading.</summary>
    /// <param name="id">The name by which links find it.</param>
    /// <param name="title">The heading.</param>
    /// <param name="content">What follows the heading.</param>
    internal static XElement Section(string id, string title, params object?[] content) =>
        new("section", new XAttribute("id", id), new XAttribute("aria-labelledby", id + "-title"),
            new XElement("h2", new XAttribute("id", id + "-title"), title), content);
}

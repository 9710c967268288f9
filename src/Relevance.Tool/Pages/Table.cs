using System.Xml.Linq;
using static Relevance.Tool.Pages.Html;

namespace Relevance.Tool.Pages;

/// <summary>A column of a table.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="IsNumber">Whether it holds numbers, which align at the right.</param>
internal sealed record Column(string Title, bool IsNumber = false);

/// <summary>Tables with a caption; the first cell of each row is its heading.</summary>
internal static class Table
{
    /// <summary>Makes a table.</summary>
    /// <param name="caption">What it shows.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="rows">As many cells per row as there are columns: text or elements.</param>
    /// <param name="foot">A last row that sums up the others.</param>
    /// <param name="sorts">Whether a click on a heading sorts by that column; the page needs <see cref="Sorting.Script"/>.</param>
    internal static XElement Of(
        string caption, IReadOnlyList<Column> columns, IEnumerable<IReadOnlyList<object>> rows, IReadOnlyList<object>? foot = null, bool sorts = false) =>
        // A wide table scrolls in this box; the keyboard reaches it as well.
        Element("div", Class("table"), Attribute("role", "group"), Attribute("aria-label", caption), Attribute("tabindex", 0),
            Element("table", sorts ? Class(Sorting.Tables) : null,
                Element("caption", caption),
                Element("thead", Element("tr", columns.Select(column => Cell("th", column, sorts ? Sorting.Button(column.Title) : column.Title, "col")))),
                Element("tbody", rows.Select(row => Row(columns, row))),
                foot is null ? null : Element("tfoot", Row(columns, foot))));

    /// <summary>A table of names and values.</summary>
    internal static XElement OfSettings(string caption, IEnumerable<Setting> settings) =>
        Of(caption, [new("Name"), new("Value")], settings.Select(setting => new object[] { setting.Name, setting.Value }));

    private static XElement Row(IReadOnlyList<Column> columns, IReadOnlyList<object> cells) =>
        Element("tr", columns.Zip(cells, (column, cell) => (column, cell))
            .Select((c, i) => i == 0 ? Cell("th", c.column, c.cell, "row") : Cell("td", c.column, c.cell, null)));

    private static XElement Cell(string name, Column column, object content, string? scope) =>
        Element(name, column.IsNumber ? Class("number") : null, scope is null ? null : Attribute("scope", scope), content);
}

using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Relevance.Tool.Pages;

/// <summary>Writes a page so that it is both HTML and well-formed XML, with the same bytes on every system.</summary>
internal static class HtmlDocument
{
    private static readonly HashSet<string> Void = new(["br", "col", "hr", "img", "link", "meta"], StringComparer.Ordinal);

    /// <summary>Writes the page.</summary>
    /// <param name="html">The element <c>html</c>; it is left as it was.</param>
    internal static string Write(XElement html)
    {
        var page = new XElement(html);
        foreach (var element in page.DescendantsAndSelf().Where(element => element.IsEmpty && !Void.Contains(element.Name.LocalName)))
            element.Value = ""; // HTML takes <td /> for an opening tag: it must be written <td></td>
        foreach (var text in page.DescendantNodes().OfType<XText>())
            text.Value = Printable(text.Value);
        foreach (var attribute in page.DescendantsAndSelf().Attributes())
            attribute.Value = Printable(attribute.Value);

        var settings = new XmlWriterSettings { OmitXmlDeclaration = true, Indent = true, IndentChars = " ", NewLineChars = "\n" };
        var output = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        output.WriteLine("<!DOCTYPE html>");
        using (var writer = XmlWriter.Create(output, settings))
            page.WriteTo(writer);
        output.WriteLine();
        return output.ToString();
    }

    /// <summary>Replaces what neither XML nor HTML may contain: control characters and halves of surrogate pairs.</summary>
    private static string Printable(string text)
    {
        // A data URI has a million characters, all harmless.
        if (text.All(c => XmlConvert.IsXmlChar(c)))
            return text;
        var result = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
            result.Append(rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? Rune.ReplacementChar : rune);
        return result.ToString();
    }
}

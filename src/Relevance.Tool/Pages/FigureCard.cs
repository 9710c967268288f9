using System.Xml.Linq;
using static Relevance.Tool.Pages.Html;

namespace Relevance.Tool.Pages;

/// <summary>A figure on a card, with a caption. The card is white; that of a chart is dark on a dark page, where the style sheet inverts the chart.</summary>
internal static class FigureCard
{
    /// <summary>Up to this width a figure is shrunk to fit a phone, whose 350 pixels leave it at most a third smaller; a wider one keeps its text legible and scrolls.</summary>
    private const int LargestThatShrinks = 520;

    /// <summary>Up to this width a figure that scrolls is shown as large as it is drawn; one that is wider still is shrunk to a large screen, but no further than to this.</summary>
    private const int LargestThatStays = 736;

    /// <summary>Shows a figure.</summary>
    /// <param name="figure">The picture.</param>
    /// <param name="caption">Text or elements.</param>
    internal static XElement Show(Figure figure, params object?[] caption)
    {
        var scrolls = figure.Width > LargestThatShrinks;
        var image = Element("img", Attribute("src", figure.DataUri), Attribute("width", figure.Width), Attribute("height", figure.Height),
            Attribute("alt", figure.AltText));
        var kind = figure.IsChart ? "card chart" : "card";
        var card = scrolls
            ? Element("div", Class($"{kind} scrolls{(figure.Width > LargestThatStays ? "" : " stays")}"), Attribute("role", "group"),
                Attribute("aria-label", "Figure, scrolls sideways"), Attribute("tabindex", 0), image)
            : Element("div", Class(kind), image);
        return Element("figure", card, Element("figcaption", caption));
    }
}

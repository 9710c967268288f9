using System.Xml.Linq;
using MnistExplanation.Report.Content;
using MnistExplanation.Report.Methods;
using Relevance.Tool.Pages;
using static Relevance.Tool.Pages.Html;

namespace MnistExplanation.Report.Sections;

/// <summary>The heatmaps: how to read one, each method, and what to look for.</summary>
internal static class HeatmapSection
{
    internal static XElement Write(IEnumerable<(MethodText Text, MethodResult Result)> methods, Figure comparison) => Section("heatmaps", "Heatmaps",
        P("Each image stands beside its heatmap, which has one square per pixel; above them are the true class and the answer of the " +
            "network. ",
            "Every heatmap explains one score: that of the class which the last table of each method calls explained."),
        ColourKey(),
        P("White is zero, and the scale is the same on both sides of it: a red and a blue of the same darkness are equally strong. ",
            "Where a method knows no sign, the scale has one direction only."),
        methods.Select(method => MethodArticle.Write(method.Text, method.Result)),
        Element("h3", Attribute("id", "comparing"), "Comparing them"),
        List(
            "Look at the same image in all figures, and at its empty corners first. Sensitivity analysis may colour them. Where " +
            "another method does, an empty pixel took part in the score: that can be right, and is worth a question.",
            "Compare the grain. Where red and blue alternate from pixel to pixel, trust only what larger regions have in common.",
            "Find the part of the shape that tells this class from its neighbours, such as the gap in a 3 that an 8 would close. " +
            "Does a method colour it? Remember that none of them was asked about the other class."),
        Element("h3", Attribute("id", "every-method"), "Every method, side by side"),
        P("The same images by every method that the program knows, each with its default parameters. Where maps of different origin agree, the ",
            "region matters to the network; where they differ, they were asked different questions. The gallery in the project's documentation has a page on each, ",
            "with its formula and when it misleads."),
        FigureCard.Show(comparison, "The digits as rows, the methods as columns. Each heatmap is divided by its largest magnitude. ", Code("explain --method all --digits"), " draws the figure for another model."));

    private static XElement ColourKey() => Element("div", Class("key"), Attribute("role", "img"),
        Attribute("aria-label", "Colour scale from blue, against the class, through white, zero, to red, for the class"),
        Element("span", "against the class"), Element("span", Class("scale")), Element("span", "for the class"));
}

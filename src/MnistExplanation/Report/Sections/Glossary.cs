using System.Xml.Linq;
using static Relevance.Tool.Pages.Html;

namespace MnistExplanation.Report.Sections;

/// <summary>The special words of the page.</summary>
internal static class Glossary
{
    private static readonly (string Term, string Meaning)[] Terms =
    [
        ("Activation", "The value that a neuron puts out for an image."),
        ("Conservation", "The relevances of all pixels add up to the score that they explain: nothing is lost on the way back, " +
            "nothing added."),
        ("Gradient", "All partial derivatives of a score with respect to the pixels: how fast the score changes with each of them."),
        ("Heatmap", "The relevances of an image as a picture, one coloured square per pixel."),
        ("Logit", "The number that the network computes for a class, before the numbers are turned into probabilities. Here also " +
            "called the score of the class."),
        ("Relevance", "The number that a method gives to a pixel. What it measures depends on the method."),
        ("Root point", "An image for which the score is zero, from which the contributions of the pixels are measured."),
        ("Seed", "The number from which all random numbers of a run follow. The same seed gives the same random numbers again."),
        ("Test image", "An image that the network has not seen in training, kept for measuring how good it is."),
    ];

    internal static XElement Write() => Section("glossary", "Glossary",
        Element("dl", Class("glossary"), Terms.Select(entry => new[]
        {
            Element("dt", Attribute("id", "term-" + entry.Term.ToLowerInvariant().Replace(' ', '-')), entry.Term),
            Element("dd", entry.Meaning),
        })));
}

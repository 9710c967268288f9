using System.Xml.Linq;
using MnistExplanation.Report.Content;
using Relevance.Tool.Pages;
using static Relevance.Tool.Pages.Html;
using static Relevance.Tool.Pages.MathMl;

namespace MnistExplanation.Report.Methods;

/// <summary>What the page says about simple Taylor decomposition.</summary>
internal static class SimpleTaylorText
{
    internal static MethodText For(DatasetFacts dataset) => new()
    {
        Title = "Simple Taylor decomposition",
        Id = "simple-taylor",
        Question = "How much does each pixel contribute, to first order?",
        AddsUp = "Yes, up to the share of the biases",
        HowItWorks =
        [
            P("Take a reference image ", Inline(Root), " for which the score is zero, a ", LinkTo("term-root-point", "root point"),
                ". The score of the real image is then what its pixels added on the way from there. To first order, a pixel added " +
                "the slope of the score times the distance that the pixel moved:"),
            Block("f of x equals f of the root point, plus the sum over i of the partial derivative of f at the root point times the " +
                "distance of x i from it, plus a rest",
                V("f"), Brackets(V("x")), O("="), V("f"), Brackets(Root), O("+"), Sum(V("i")), Gradient, Brackets(Root), O("⋅"),
                Brackets(Sub("x", "i"), O("−"), RootPixel), O("+"), O("…")),
            P("The terms of the sum are the relevances. Here the root point lies close to zero on the straight line to the image. " +
                "For a network of linear layers, poolings and ",
                "(leaky) rectifiers without biases it is the natural choice: twice the input gives twice the score, so the score " +
                "falls to zero towards the origin while the slopes stay ",
                "the same all along the line. The relevance becomes"),
            Block("R i equals x i times the partial derivative of f with respect to x i",
                Sub("R", "i"), O("="), Sub("x", "i"), O("⋅"), Gradient),
        ],
        Colours =
        [
            "Red pixels raise the score compared with the value zero, blue pixels lower it: red speaks for the class, blue against " +
            "it. White pixels do neither.",
        ],
        Misleads =
        [
            ZeroIsNotBlack(dataset),
            new("It inherits the grain of the gradient.",
                "Neighbouring pixels often come out red and blue although together they do little. Do not read meaning into single " +
                "pixels."),
            new("The root point is far away.",
                "It is nearly an image that shows nothing. One slope is taken to hold for the whole way from there to the image, " +
                "which is exact only without biases."),
        ],
        SharesTheScore = true,
        Conservation =
        [
            "Without biases the relevances would add up to the score. A bias belongs to no pixel: what the sum and the score differ " +
            "by is the share of the biases. ",
            "Negative biases lower the score, so the pixels alone add up to more than it.",
        ],
        Source = "Montavon, Samek and Müller 2018, section 4.2.",
    };

    private static Caution ZeroIsNotBlack(DatasetFacts dataset) => dataset.Black == 0
        ? new("Black pixels get nothing.", "A black pixel enters the network as zero, and zero times any slope is zero. That a " +
            "stroke is missing cannot show.")
        : new("Zero is not black.",
            $"Pixels are normalised before they enter the network: black is {Numbers.Real(dataset.Black)}, and zero is a grey of " +
            $"{Numbers.Percent(dataset.Mean, 0)}. " +
            "The empty background therefore takes part, and can be coloured.");

    private static XElement Tilde(string name) => Element("mover", V(name), O("~"));

    private static XElement Root => Tilde("x");

    private static XElement RootPixel => Element("msub", Tilde("x"), V("i"));
}

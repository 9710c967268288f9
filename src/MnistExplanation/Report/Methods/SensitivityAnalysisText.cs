using static Relevance.Tool.Pages.Html;
using static Relevance.Tool.Pages.MathMl;

namespace MnistExplanation.Report.Methods;

/// <summary>What the page says about sensitivity analysis.</summary>
internal static class SensitivityAnalysisText
{
    internal static MethodText Text { get; } = new()
    {
        Title = "Sensitivity analysis",
        Id = "sensitivity-analysis",
        Question = "Which pixels, if changed, would change the score most?",
        AddsUp = "No; they add up to the squared length of the gradient",
        HowItWorks =
        [
            P("Change one pixel by a very small amount and watch the score. The ratio of the two changes is the ", Em("partial derivative"),
                " of the score with respect to that pixel; all of them together are the ", Em("gradient"),
                ". The relevance of a pixel is its partial derivative, squared: how strongly the score reacts counts, in which " +
                "direction does not."),
            Block("R i equals the square of the partial derivative of f with respect to x i",
                Sub("R", "i"), O("="), // On one line: brackets grow with a fraction only where a mathematical font is installed.
                Sup(Brackets(V("∂"), V("f"), O("/"), V("∂"), Sub("x", "i")), N("2"))),
            P(Inline(V("f")), " is the explained score, ", Inline(Sub("x", "i")), " the value of pixel ", Inline(V("i")), " as it " +
                "enters the network and ",
                Inline(Sub("R", "i")), " the relevance of that pixel."),
        ],
        Colours =
        [
            "The stronger the colour, the more the score reacts to the pixel; white means that it does not react. A square is never " +
            "negative, so there is ",
            "only one direction: a strong colour does not mean that the pixel speaks for the class. It may just as well speak against it.",
        ],
        Misleads =
        [
            new("It explains a change, not the score.",
                "It shows what would make the image look more or less like the class to the network, not what makes it look like the " +
                "class now. An important stroke can stay pale."),
            new("Colour where there is nothing.",
                "Empty pixels are coloured wherever ink would change the score, although the image shows nothing there."),
            new("Grain that is not detail.",
                "The gradient of a network with rectifiers jumps from one pixel to the next and from one image to a nearly equal " +
                "one. Single dark pixels mean little; regions mean more."),
        ],
        SharesTheScore = false,
        Conservation =
        [
            "The sum of the relevances is the squared length of the gradient. It measures how easily the score can be changed and " +
            "has nothing to do with its value; ",
            "it is listed so that the methods can be compared.",
        ],
        Source = "Montavon, Samek and Müller 2018, section 4.1.",
    };
}

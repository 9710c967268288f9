using System.Xml.Linq;
using MnistExplanation.Report.Content;
using Relevance.Tool.Pages;
using static Relevance.Tool.Pages.Html;
using static Relevance.Tool.Pages.MathMl;

namespace MnistExplanation.Report.Methods;

/// <summary>What the page says about layer-wise relevance propagation.</summary>
internal static class LrpText
{
    internal static MethodText For(DatasetFacts dataset) => new()
    {
        Title = "Layer-wise relevance propagation (LRP)",
        Id = "lrp",
        Question = "How much of the score came from each pixel?",
        AddsUp = "Yes, up to the shares of the biases and of a small stabiliser",
        HowItWorks =
        [
            P("Begin with the score at the end of the network and hand it back, layer by layer, to the pixels. ",
                "Each neuron divides the relevance that it received among the neurons before it, in proportion to what each of them " +
                "contributed to it:"),
            Block("R j equals the sum over k of a j times rho of w j k, divided by epsilon plus the sum over j, with the bias, of a " +
                "j times rho of w j k, times R k",
                Sub("R", "j"), O("="), Sum(V("k")),
                Fraction(Share, Row(V("ε"), O("+"), Sum(N("0"), O(","), V("j")), Share)), O("⋅"), Sub("R", "k")),
            P(Inline(Sub("a", "j")), " is the activation of neuron ", Inline(V("j")), ", ", Inline(Sub("w", "jk")), " its weight " +
                "into neuron ", Inline(V("k")),
                " of the next layer. The sum below the line runs over all inputs of ", Inline(V("k")), " and its bias, which counts " +
                "as one more input, fixed at one. ",
                "The function ", Inline(V("ρ")), " and the number ", Inline(V("ε")), ", a small stabiliser with the sign of that " +
                "sum, are the choice of a ", Em("rule"), ":"),
            Rules(),
            P("Pixels differ from activations: they lie between two known values, ",
                Inline(V("l"), O("="), N(Numbers.Real(dataset.Black))), " for black and ",
                Inline(V("h"), O("="), N(Numbers.Real(dataset.White))), " for white. The first layer has a rule of its own, zB, that " +
                    "measures each contribution from these bounds, so that a black pixel can speak as well:"),
            Block("R i equals the sum over k of the pixel's contribution x i w i k minus l w plus minus h w minus, divided by the " +
                "sum of the same over i, times R k",
                Sub("R", "i"), O("="), Sum(V("k")), Fraction(BoxShare(), Row(Sum(V("i")), Brackets(BoxShare()))), O("⋅"), Sub("R", "k")),
            P(Inline(SubSup("w", "ik", "+")), " and ", Inline(SubSup("w", "ik", "−")), " are the positive and the negative part of " +
                "the weight."),
        ],
        Colours =
        [
            "Red pixels are where a part of the score came from: they speak for the class. Blue pixels took something away from it " +
            "and speak against the class. ",
            "White pixels received no relevance.",
        ],
        Misleads =
        [
            new("The rules are a choice.",
                "Other rules, or another γ and ε, give another heatmap of the same network and the same image. Compare only heatmaps " +
                "made with the same rules."),
            new("One class at a time.",
                "The heatmap explains the score of this class, not why it won. Strokes that two classes share are red for both."),
            new("It accounts for the score, it does not predict.",
                "It says what the score is made of, not what would happen if the red pixels were gone. To know that, remove them and " +
                "compute the score again."),
        ],
        SharesTheScore = true,
        Conservation =
        [
            "What a neuron hands back is what it received, except for the share of its bias and what ε absorbs. ",
            "Negative biases take a negative share, so the pixels can receive a little more than the score.",
        ],
        Source = "Bach et al. 2015 (the method, LRP-ε); Montavon, Samek and Müller 2018 (zB); Montavon et al. 2019 (LRP-γ, and which " +
            "rule for which layer).",
    };

    private static XElement Rules() => Table.Of("Rules for hidden layers",
        [new("Rule"), new("Choice"), new("Effect")],
        [
            [Unbroken("LRP-0"), Inline(V("ρ"), Brackets(V("w")), O("="), V("w"), O(","), V("ε"), O("="), N("0")),
                "Exactly in proportion to the contributions. In every layer of a network like this one it gives the same as simple " +
                "Taylor decomposition."],
            [Unbroken("LRP-ε"), Inline(V("ρ"), Brackets(V("w")), O("="), V("w"), O(","), V("ε"), O(">"), N("0")),
                "ε absorbs relevance where contributions are weak or contradict each other."],
            [Unbroken("LRP-γ"), Inline(V("ρ"), Brackets(V("w")), O("="), V("w"), O("+"), V("γ"), Sup(V("w"), O("+"))),
                "Favours what speaks for the neuron, which makes heatmaps smoother. Where activations can be negative, the positive " +
                "and the negative contributions are weighed in the same way."],
        ]);

    private static XElement Unbroken(string text) => Element("span", Class("unbroken"), text);

    private static XElement Share => Row(Sub("a", "j"), V("ρ"), Brackets(Sub("w", "jk")));

    private static XElement BoxShare() => Row(
        Sub("x", "i"), Sub("w", "ik"), O("−"), V("l"), SubSup("w", "ik", "+"), O("−"), V("h"), SubSup("w", "ik", "−"));
}

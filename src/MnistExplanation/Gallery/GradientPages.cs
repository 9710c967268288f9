using System.Collections.Immutable;
using Relevance.Baselines;
using Relevance.Gradients;

namespace MnistExplanation.Gallery;

/// <summary>Pages of the methods that ask for gradients alone.</summary>
internal static class GradientPages
{
    internal static ImmutableArray<MethodPage> All { get; } =
    [
        new("sensitivity-analysis", (network, _, _, _) => new SensitivityAnalysis(network))
        {
            Asks = "Which pixels would change the score most if they changed a little? The score's derivative by each pixel says so; squared, it has no direction, " +
                "so that the values add up to the squared length of the gradient.",
            Expect = "Scattered grains on and around the strokes, never blue. A few pixels outshine all others, since squaring amplifies differences.",
            Misleads = "It shows where the score would react, not where it comes from: a pixel that is empty, and adds nothing, can be the darkest of all.",
        },
        new("gradient", (network, _, _, _) => new InputGradient(network))
        {
            Asks = "How does the score react when a pixel gets a little brighter? The simplest of all explanations, and a component of many others. Its magnitude " +
                "without the sign (absolute=true) is known as the saliency map.",
            Expect = "Grains of both colours on the strokes and in a wide band around them: red where ink would help the class, blue where it would hurt.",
            Misleads = "Red says that the score would rise if the pixel got brighter, not that the pixel contributed to the score; most coloured pixels are empty.",
        },
        new("gradient-times-input", (network, _, _, _) => new GradientTimesInput(network))
        {
            Asks = "What is each pixel's share, if the score were a linear function with this gradient? For a network of rectifiers without biases the shares add up to the " +
                "score; the contributions of biases are missing from the sum.",
            Expect = "Thin strokes in which red and blue grains alternate; around them a faint haze. The same heatmaps as simple Taylor decomposition near zero.",
            Misleads = "Zero is the training data's mean grey here, not black, so that a black pixel has a negative value: this causes the haze. Contributions of neighbours that cancel " +
                "neighbours is drawn twice, in opposite colours.",
        },
        new("simple-taylor", (network, _, _, _) => new SimpleTaylor(network))
        {
            Asks = "Which pixels make the score differ from 0? Take a point near the image at which the score is 0, the root point, and multiply the image's distance from it by the " +
                "gradient there. By default the root is near the zero image, which needs no search; others are found along a line.",
            Expect = "Thin strokes in which red and blue grains alternate; empty pixels have little, for their value is close to zero.",
            Misleads = "It is a first-order approximation at one point: contributions of neighbours that cancel are drawn in opposite colours. Where there is no root nearby, the residual f(x̃) is " +
                "not explained; it is reported as root-score.",
        },
        new("integrated-gradients", (network, low, _, _) => new IntegratedGradients(network, Baseline.Black(low)))
        {
            Asks = "What does each pixel add to the score on the way from an empty image, the baseline, to this one? The image is faded in, and the gradients on the " +
                "way are averaged. The relevances add up to the gain of the score over the baseline; the error of the sum is reported.",
            Expect = "Colour on the strokes alone, in grains of both signs.",
            Misleads = "A pixel that equals the baseline has no relevance: black pixels are white here, even where a gap is decisive. Other baselines give other explanations; compare " +
                "black with blurred.",
        },
        new("expected-gradients", (network, _, _, examples) => new ExpectedGradients(network, examples))
        {
            Asks = "As integrated gradients, but with other baselines than black: the path begins at other digits, drawn at random, so that a missing stroke can count " +
                "as much as an existing one. Also known as GradientSHAP.",
            Expect = "Red strokes, and beside them soft colour in the places where other digits have theirs: the 1 is red to both sides, for emptiness there tells it from others.",
            Misleads = "An average over fifty draws: another seed gives another grain. It explains the gain over the examples' average score, so that other examples give other heatmaps.",
        },
    ];
}

using System.Collections.Immutable;
using Relevance.Averaging;
using Relevance.Gradients;
using Relevance.Propagation;
using Relevance.Propagation.Composites;

namespace MnistExplanation.Gallery;

/// <summary>Pages of the methods that average what another one finds.</summary>
internal static class AveragingPages
{
    internal static ImmutableArray<MethodPage> All { get; } =
    [
        new("smoothgrad", (network, _, _, _) => new SmoothGrad(new InputGradient(network)))
        {
            Asks = "What remains of an explanation if the image is slightly noisy? Noise is added to copies of the image, each copy is explained, and the explanations are averaged; details that " +
                "holds only for this very image cancels out.",
            Expect = "The gradient with a little less grain: red along the strokes, blue beside them.",
            Misleads = "It explains noisy copies of the image, on which the network was not trained; a smoother explanation is not necessarily a truer one.",
        },
        new("smoothgrad-squared", (network, _, _, _) => new SmoothGradSquared(new InputGradient(network)))
        {
            Asks = "How strongly does the score react to a pixel, on average over noisy copies of the image? Squaring keeps values that would cancel out in the mean.",
            Expect = "Like sensitivity analysis, softer and wider; never blue.",
            Misleads = "As for sensitivity analysis: it shows where the score would react, not where it comes from.",
        },
        new("vargrad", (network, _, _, _) => new VarGrad(new InputGradient(network)))
        {
            Asks = "Where does an explanation change if the image is slightly noisy? The variance of the explanations of noisy copies of the image.",
            Expect = "Soft patches, never blue, mostly beside the strokes.",
            Misleads = "It shows how much an explanation varies, which does not explain the score: a pixel with high but constant relevance is white.",
        },
        new("translation-average", (network, low, high, _) => new TranslationAverage(new LayerwiseRelevancePropagation(network, NamedComposites.Default.Create(low, high)), low))
        {
            Asks = "What remains of an explanation if the image is moved a little? The image is shifted by up to two pixels in each direction, each copy is explained, and the explanations are " +
                "shifted back and averaged. The traces of the poolings' grid vanish.",
            Expect = "Layer-wise relevance propagation with smoother strokes.",
            Misleads = "It explains the scores of 25 images; if these differ much from the score of the image itself, it does not explain the latter.",
        },
    ];
}

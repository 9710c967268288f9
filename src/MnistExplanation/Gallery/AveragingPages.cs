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
            Asks = "What remains of an explanation if the image trembles? Noise is added to the image again and again, each copy is explained, and the explanations are averaged; what " +
                "holds only for this very image cancels out.",
            Expect = "The gradient with a little less grain: red along the strokes, blue beside them.",
            Misleads = "It explains noisy copies of the image, which the network has never learnt from; smooth is not the same as true.",
        },
        new("smoothgrad-squared", (network, _, _, _) => new SmoothGradSquared(new InputGradient(network)))
        {
            Asks = "How strongly does the score react to a pixel, on average over noisy copies of the image? The squares keep what would cancel out in the mean.",
            Expect = "Like sensitivity analysis, softer and wider; never blue.",
            Misleads = "As sensitivity analysis: where the score would react, not where it comes from.",
        },
        new("vargrad", (network, _, _, _) => new VarGrad(new InputGradient(network)))
        {
            Asks = "Where does an explanation change if the image trembles? The variance of what is found for noisy copies of the image.",
            Expect = "Soft patches, never blue, mostly beside the strokes.",
            Misleads = "It shows how unsteady an explanation is, which is no explanation of the score: a pixel that counts much, always in the same way, is white.",
        },
        new("translation-average", (network, low, high, _) => new TranslationAverage(new LayerwiseRelevancePropagation(network, NamedComposites.Default.Create(low, high)), low))
        {
            Asks = "What remains of an explanation if the image is moved a little? The image is shifted by up to two pixels in each direction, each copy is explained, and the explanations are " +
                "shifted back and averaged. The traces of the poolings' grid vanish.",
            Expect = "Layer-wise relevance propagation with smoother strokes.",
            Misleads = "It explains what the network makes of 25 images; where their scores differ much from that of the image, it is about them.",
        },
    ];
}

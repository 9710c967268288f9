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
            Formula = "R = E[R(x + n)], n normal with σ = 0.1 (max x − min x)",
            Source = "Smilkov, Thorat, Kim, Viégas, Wattenberg, SmoothGrad: removing noise by adding noise, 2017.",
            Expect = "The gradient with a little less grain: red along the strokes, blue beside them.",
            Misleads = "It explains noisy copies of the image, which the network has never learnt from; smooth is not the same as true.",
        },
        new("smoothgrad-squared", (network, _, _, _) => new SmoothGradSquared(new InputGradient(network)))
        {
            Asks = "How strongly does the score react to a pixel, on average over noisy copies of the image? The squares keep what would cancel out in the mean.",
            Formula = "R = E[R(x + n)²], n normal with σ = 0.1 (max x − min x)",
            Source = "Hooker, Erhan, Kindermans, Kim, A benchmark for interpretability methods in deep neural networks, 2019.",
            Expect = "Like sensitivity analysis, softer and wider; never blue.",
            Misleads = "As sensitivity analysis: where the score would react, not where it comes from.",
        },
        new("vargrad", (network, _, _, _) => new VarGrad(new InputGradient(network)))
        {
            Asks = "Where does an explanation change if the image trembles? The variance of what is found for noisy copies of the image.",
            Formula = "R = E[R(x + n)²] − E[R(x + n)]², n normal with σ = 0.1 (max x − min x)",
            Source = "Adebayo, Gilmer, Goodfellow, Kim, Local explanation methods for deep neural networks lack sensitivity to parameter values, 2018.",
            Expect = "Soft patches, never blue, mostly beside the strokes.",
            Misleads = "It shows how unsteady an explanation is, which is no explanation of the score: a pixel that counts much, always in the same way, is white.",
        },
        new("translation-average", (network, low, high, _) => new TranslationAverage(new LayerwiseRelevancePropagation(network, NamedComposites.Default.Create(low, high)), low))
        {
            Asks = "What remains of an explanation if the image is moved a little? The image is shifted by up to two pixels in each direction, each copy is explained, and the explanations are " +
                "shifted back and averaged. The traces of the poolings' grid vanish.",
            Formula = "R = mean over the 25 shifts τ of τ⁻¹ R(τ(x)); each pixel over the shifts that keep it in the image",
            Source = "Montavon, Samek, Müller, Methods for interpreting and understanding deep neural networks, 2018, section 7.",
            Expect = "Layer-wise relevance propagation with smoother strokes.",
            Misleads = "It explains what the network makes of 25 images; where their scores differ much from that of the image, it is about them.",
        },
    ];
}

using System.Collections.Immutable;
using Relevance.Baselines;
using Relevance.Gradients;
using Relevance.Propagation;
using Relevance.Propagation.Composites;

namespace MnistExplanation.Gallery;

/// <summary>Pages of the methods that go back through the network layer by layer.</summary>
internal static class BackwardPages
{
    internal static ImmutableArray<MethodPage> All { get; } =
    [
        new("guided-backpropagation", (network, _, _, _) => new GuidedBackpropagation(network))
        {
            Asks = "Which parts of the image activate the units that activate the class? The gradient is propagated back, but at every activation only positive values pass, so that " +
                "paths that lower the score on the way are cut.",
            Expect = "Clear contours: red strokes with smooth blue beside them. Easier on the eye than the gradient.",
            Misleads = "It draws the image's edges more than the network's reasons: a network with random weights gives similar pictures (Adebayo et al., Sanity checks for saliency " +
                "maps, 2018).",
        },
        new("deconvolution", (network, _, _, _) => new Deconvolution(network))
        {
            Asks = "What does the network look for? The score is propagated back through the layers, and at each activation only positive values pass, regardless of the activations of the " +
                "forward.",
            Expect = "Blotches of both colours with little resemblance to the digit.",
            Misleads = "The image matters only in max poolings, which this network does not have, so that all images of a class have the same heatmap: the 3, which the network takes for " +
                "a 5, and the 5 beside the 4 are alike. It explains a class, not a decision.",
        },
        new("deeplift", (network, low, _, _) => new DeepLift(network, Baseline.Black(low)))
        {
            Asks = "What does each pixel add to the difference from an empty image, the baseline? Like integrated gradients in a single pass: at each activation the slope of the " +
                "straight line from baseline to image replaces the gradient, so that the shares add up to the difference of the scores.",
            Expect = "Colour on the strokes alone, in grains of both signs; close to integrated gradients.",
            Misleads = "A pixel that equals the baseline has no relevance: black pixels are white, even where a gap is decisive. Contributions that raise and lower a unit can cancel; rule=reveal-cancel " +
                "keeps them apart.",
        },
        new("grad-cam", (network, _, _, _) => new GradCam(network))
        {
            Asks = "In which regions does the network see evidence for the class? The feature maps of one layer, here those of the last convolution, are added up, each weighted by the mean gradient of " +
                "reacts to it on the whole; the sum is enlarged to the size of the image.",
            Expect = "Soft regions from maps of 11 × 11, never blue: some trace the digit, some colour the background, and that of the 2 is empty, for there the sum is negative everywhere.",
            Misleads = "Each map has one weight, as if positions in it did not matter; in this network, the following layers depend on positions, so that one weight says little. The map is " +
                "stretched over the whole image: towards the border, colour lies a pixel or two further out than its cause.",
        },
        new("layer-activation-times-gradient", (network, _, _, _) => new LayerActivationTimesGradient(network, overImage: true))
        {
            Asks = "What is each hidden unit's share of the score, to first order? Gradient × input, as if the network began at a layer, here the last convolution; the shares are summed over " +
                "the feature maps and enlarged to the size of the image.",
            Expect = "Soft regions along the strokes, mostly red, with fewer contradictions than gradient × input has at the pixels.",
            Misleads = "It is first order, at one point. The map is stretched over the whole image: towards the border, colour lies a pixel or two further out than its cause.",
        },
        new("lrp", (network, low, high, _) => new LayerwiseRelevancePropagation(network, NamedComposites.Default.Create(low, high)))
        {
            Asks = "Where does the score come from? It is propagated back layer by layer to the pixels: each unit divides its relevance among its inputs in proportion to their contributions. Only " +
                "gets lost on the way but what biases and stabilisers take, which `explain --ledger` shows. Which layer divides by which rule is said by a composite; " +
                "[the gallery](../gallery.md#composites) shows them all.",
            Expect = "Smooth strokes, mostly red, and colour on empty pixels too, as below the bar of the 4. Blue where a stroke speaks for another class, as in the 3 that is taken for a 5.",
            Misleads = "The rules are a choice: γ understates evidence against the class, LRP-0 is as grainy as gradient × input. Compare composites before you trust one.",
        },
    ];
}

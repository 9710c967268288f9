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
            Asks = "What in the image excites the units that excite the class? The gradient is carried back, but at every activation only what is positive goes on, so that " +
                "paths that lower the score on the way are cut.",
            Expect = "Clear contours: red strokes with smooth blue beside them. Easier on the eye than the gradient.",
            Misleads = "It draws the image's edges more than the network's reasons: a network with random weights gives similar pictures (Adebayo et al., Sanity checks for saliency " +
                "maps, 2018).",
        },
        new("deconvolution", (network, _, _, _) => new Deconvolution(network))
        {
            Asks = "What does the network look for? The score is carried back through the layers in reverse, each time keeping what is positive, whatever the image did on the way " +
                "forward.",
            Expect = "Stains of both colours with little likeness to the digit.",
            Misleads = "The image enters by max-pooling alone, which this network does not have, so that all images of a class have the same heatmap: the 3, which the network takes for " +
                "a 5, and the 5 beside the 4 are alike. It explains a class, not a decision.",
        },
        new("deeplift", (network, low, _, _) => new DeepLift(network, Baseline.Black(low)))
        {
            Asks = "What does each pixel add to the difference from an image that shows nothing, the baseline? Like integrated gradients in a single pass: at each activation the slope of the " +
                "straight line from baseline to image stands for the gradient, so that the shares add up to the difference of the scores.",
            Expect = "Colour on the strokes alone, in grains of both signs; close to integrated gradients.",
            Misleads = "A pixel that equals the baseline has no share: black pixels are white, even where a gap decides. What raises and what lowers a unit can cancel unseen; rule=reveal-cancel " +
                "keeps them apart.",
        },
        new("grad-cam", (network, _, _, _) => new GradCam(network))
        {
            Asks = "In which region does the network see what speaks for the class? The feature maps of one layer, here those of the last convolution, are added up, each weighted by how much the score " +
                "reacts to it on the whole; the sum is enlarged to the size of the image.",
            Expect = "Soft regions from maps of 11 × 11, never blue: some trace the digit, some colour the background, and that of the 2 is empty, for there the sum is negative everywhere.",
            Misleads = "Each map has one weight, as if it did not matter where in it something is; the layers after it here do ask where, so that one weight says little. The map is " +
                "stretched over the whole image: towards the border colour lies a pixel or two outside of what caused it.",
        },
        new("layer-activation-times-gradient", (network, _, _, _) => new LayerActivationTimesGradient(network, overImage: true))
        {
            Asks = "What is each hidden unit's share of the score, to first order? Gradient × input, as if the network began at a layer, here the last convolution; the shares are summed over " +
                "the feature maps and enlarged to the size of the image.",
            Expect = "Soft regions along the strokes, mostly red, with fewer contradictions than gradient × input has at the pixels.",
            Misleads = "It is first order, at one point. The map is stretched over the whole image: towards the border colour lies a pixel or two outside of what caused it.",
        },
        new("lrp", (network, low, high, _) => new LayerwiseRelevancePropagation(network, NamedComposites.Default.Create(low, high)))
        {
            Asks = "Where does the score come from? It is handed back layer by layer: each unit divides what it got among those that fed it, by what each contributed, down to the pixels. Nothing " +
                "gets lost on the way but what biases and stabilisers take, which `explain --ledger` shows. Which layer divides by which rule is said by a composite; " +
                "[the gallery](../gallery.md#composites) has them all.",
            Expect = "Smooth strokes, mostly red, and colour on empty pixels too, as below the bar of the 4. Blue where a stroke speaks for another class, as in the 3 that is taken for a 5.",
            Misleads = "The rules are a choice: γ understates what speaks against the class, LRP-0 is as grainy as gradient × input. Compare composites before you trust one.",
        },
    ];
}

using System.Collections.Immutable;
using Relevance.Baselines;
using Relevance.Perturbation;

namespace MnistExplanation.Gallery;

/// <summary>Pages of the methods that change the image and see what becomes of the score.</summary>
internal static class PerturbationPages
{
    internal static ImmutableArray<MethodPage> All { get; } =
    [
        new("occlusion", (network, low, _, _) => new Occlusion(network, Baseline.Black(low)))
        {
            Asks = "What does the score lose when a small window of the image is covered? The window slides over the image; each pixel gets the mean loss of the windows that " +
                "covered it. Only scores are needed, so that any model can be explained.",
            Expect = "Soft strokes, mostly red; blue where the class would gain without a stroke.",
            Misleads = "Covering black with black changes nothing: gaps are white. If two strokes carry the same evidence, either can be removed without a loss, and neither is red.",
        },
        new("feature-ablation", (network, low, _, _) => new FeatureAblation(network, FeatureMask.Squares(1), Baseline.Black(low)))
        {
            Asks = "What does the score lose when one pixel, or one square of pixels, is made black? Occlusion without overlap; the library takes any division of the image into features.",
            Expect = "Thin strokes, red and blue in longer stretches than the grains of gradients; nothing outside the ink.",
            Misleads = "Each feature is removed alone: the joint effect of several pixels shows only if they are one feature (segment=4). Black pixels have no relevance.",
        },
        new("shapley-sampling", (network, low, _, _) => new ShapleySampling(network, FeatureMask.Squares(4), Baseline.Black(low)))
        {
            Asks = "How would players of a team share its gain fairly? The players are squares of 4 × 4 pixels, the team is the image. The squares join one after the other in random order, and each gets " +
                "what the score gains on average when it joins. The shares add up to the gain over the black image; standard errors come with them.",
            Expect = "Squares, red where a part of the digit counts; squares without ink are white.",
            Misleads = "Most of the images evaluated are digits with holes, on which the network was not trained. With twenty-five orders, noise remains: compare with the standard errors.",
        },
        new("kernel-shap", (network, low, _, _) => new KernelShap(network, FeatureMask.Squares(4), Baseline.Black(low)))
        {
            Asks = "The same fair shares as by sampling, computed in another way: scores of images in which random squares are blacked out are fitted by a linear function of which squares are " +
                "there, with weights such that the best fit has the Shapley values.",
            Expect = "Squares as by sampling, with a faint tint on empty ones: the noise of the fit.",
            Misleads = "As for Shapley values by sampling. Squares without ink should be white; the strength of their colour shows how far the others can be trusted.",
        },
        new("lime", (network, low, _, _) => new Lime(network, FeatureMask.Squares(4), Baseline.Black(low)))
        {
            Asks = "Which simple model approximates the network near this image? Random squares are blacked out, and a linear function is fitted to the scores; images that differ little from the " +
                "original count more. Its weights are the explanation.",
            Expect = "Squares much like those of KernelSHAP, with a faint tint on empty ones.",
            Misleads = "The weights do not add up to the score, and they depend on the kernel's width, for which there is no right value. fit-r-squared says how well the simple model fits.",
        },
    ];
}

using System.Collections.Immutable;
using static MnistExplanation.Gallery.GalleryRow;

namespace MnistExplanation.Gallery;

/// <summary>The rows of methods that carry something like a gradient back, and of those that perturb the image.</summary>
internal static class PerturbationRows
{
    internal static ImmutableArray<GalleryRow> All { get; } =
    [
        OfMethod("guided-backpropagation", "new GuidedBackpropagation(network)", "The gradient, with g ← max(0, f′(z) g) at each activation",
            "Outlines without grain, dark ones beside the strokes in blue.",
            "It sharpens what the filters see, and looks much the same for another class or for random weights."),
        OfMethod("deconvolution", "new Deconvolution(network)", "The gradient, with g ← max(0, g) at each activation",
            "The same for every image of a class: without max pooling the image has no say.",
            "It shows what the network looks for, not what it found."),
        OfMethod("deeplift", "new DeepLift(network, Baseline.Black(low))", "R_i = m_i (x_i − x′_i), m = Wᵀm at linear layers, m Δa/Δz at activations, x′ = black",
            "Colour on the strokes alone, close to integrated gradients at a fiftieth of the cost; it sums to the gain over the black image.",
            "What equals the baseline has no share. Where contributions to a unit cancel, rule=reveal-cancel tells another story: compare."),
        OfMethod("grad-cam", "new GradCam(network)", "R = max(0, Σ_k α_k A_k), α_k = mean over the map of ∂f/∂A_k, enlarged to the image",
            "Blobs where the last convolution is active for the class.",
            "Made for networks that average their maps before they decide. This one flattens them, so that the mean gradient of a map says little: whole digits stay white, whole backgrounds turn red."),
        OfMethod("layer-activation-times-gradient", "new LayerActivationTimesGradient(network, overImage: true)", "R = Σ_k A_k ∂f/∂A_k at the last convolution, enlarged to the image",
            "Blobs of both signs; place by place what Grad-CAM averages over each map.",
            "As coarse as the layer. Enlarged, it no longer sums to the score."),
        OfMethod("occlusion", "new Occlusion(network, Baseline.Black(low))", "R_i = mean over the 3 × 3 windows that cover i of f(x) − f(x without the window)",
            "The strokes, blurred by the window; blue where covering helps the class.",
            "It covers one place at a time: what is said twice can go unnoticed. Black on black changes nothing, so gaps have no relevance; try baseline=mean."),
        OfMethod("feature-ablation", "new FeatureAblation(network, FeatureMask.Squares(1), Baseline.Black(low))", "R_i = f(x) − f(x with pixel i black)",
            "The strokes alone, in small amounts.",
            "A single pixel hardly matters to the network; the sum is far from the score."),
        OfMethod("shapley-sampling", "new ShapleySampling(network, FeatureMask.Squares(4), Baseline.Black(low))",
            "φ_F = mean over 25 random orders of what the score gains when square F joins those before it",
            "Squares; they sum to the gain over the black image. Standard errors come with it.",
            "Most coalitions are digits in tatters, which the network has never learnt from. 25 orders leave a standard error: ask for more."),
        OfMethod("kernel-shap", "new KernelShap(network, FeatureMask.Squares(4), Baseline.Black(low))",
            "φ = the best linear fit to the scores of coalitions under the Shapley kernel, with Σ_F φ_F = f(x) − f(black)",
            "The same values as by sampling orders, with other noise.",
            "As Shapley values by sampling. With fewer coalitions than squares the fit is arbitrary."),
        OfMethod("lime", "new Lime(network, FeatureMask.Squares(4), Baseline.Black(low))", "R_F = β_F of the ridge regression β₀ + Σ_F β_F z_F to the scores of 1,000 coalitions near the image",
            "Close to the Shapley values, without their sum.",
            "Kernel width, penalty and squares are choices that change the picture; the share of variance that the fit explains is reported for each image."),
    ];
}

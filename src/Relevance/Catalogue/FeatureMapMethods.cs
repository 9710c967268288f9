using System.Collections.Immutable;
using Relevance.Gradients;
using static Relevance.Definitions.Parameter;

namespace Relevance.Catalogue;

/// <summary>Methods that look at the feature maps of a layer.</summary>
internal static class FeatureMapMethods
{
    internal static ImmutableArray<MethodDefinition> All { get; } =
    [
        new("grad-cam", "Grad-CAM", MethodFamily.AskForGradients,
            "The places where those feature maps of a layer are active that raise the score.",
            [Layer("the layer whose feature maps are used; by default the last convolution"), Flag("signed", "keep negative values, which speak against the class")],
            context => new GradCam(context.Network, context.Arguments.Layer("layer"), !context.Arguments.Flag("signed")))
        {
            IsSigned = false,
            Formula = "R = max(0, Σ_k α_k A_k), α_k = mean over the map of ∂f/∂A_k",
            Source = "Selvaraju et al., Grad-CAM: visual explanations from deep networks via gradient-based localization, 2017, equations 1 and 2.",
        },
        new("layer-activation-times-gradient", "Layer activation × gradient", MethodFamily.AskForGradients,
            "The first-order contributions of a layer's units to the score, summed over its feature maps and resized to the image.",
            [Layer("the layer whose units are used; by default the last convolution")],
            context => new LayerActivationTimesGradient(context.Network, context.Arguments.Layer("layer"), overImage: true))
        {
            Formula = "R = Σ_k A_k ⊙ ∂f/∂A_k",
            Source = "For the input: Shrikumar, Greenside, Shcherbina, Kundaje, Not just a black box, 2016; for layers, Captum's LayerGradientXActivation.",
        },
    ];
}

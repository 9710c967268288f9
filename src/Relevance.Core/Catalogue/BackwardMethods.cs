using System.Collections.Immutable;
using Relevance.Gradients;
using static Relevance.Catalogue.Parameter;

namespace Relevance.Catalogue;

/// <summary>Methods that carry something like a gradient back through the network, layer by layer.</summary>
internal static class BackwardMethods
{
    internal static ImmutableArray<MethodDefinition> All { get; } =
    [
        new("guided-backpropagation", "Guided backpropagation", MethodFamily.AskForGradients,
            "The gradient along paths on which every step raises the score.",
            [], context => new GuidedBackpropagation(context.Network))
        {
            Aliases = ["guided-backprop"],
            Formula = "gradient, with g ← max(0, f′(z) · g) at each activation",
            Source = "Springenberg, Dosovitskiy, Brox, Riedmiller, Striving for simplicity: the all convolutional net, 2015, section 3.4.",
        },
        new("deconvolution", "Deconvolution", MethodFamily.AskForGradients,
            "The score carried back like a gradient that is rectified on the way instead of gated: what the network looks for.",
            [], context => new Deconvolution(context.Network))
        {
            Aliases = ["deconvnet"],
            Formula = "gradient, with g ← max(0, g) at each activation",
            Source = "Zeiler, Fergus, Visualizing and understanding convolutional networks, 2014, section 2.1.",
        },
        new("deeplift", "DeepLIFT", MethodFamily.AskForGradients,
            "Each pixel's share of the difference to a baseline, by the slope of the chord at each activation.",
            [
                .. BaselineChoice.Parameters,
                Choice("rule", DeepLiftRule.Rescale, "how activations are passed: as a whole, or what raises and what lowers them apart"),
            ],
            context => new DeepLift(context.Network, BaselineChoice.Of(context), context.Arguments.Choice<DeepLiftRule>("rule")))
        {
            Passes = (_, _) => 2,
            Formula = "gradient × (x − x′), with f′(z) ← (f(z) − f(z′)) / (z − z′) at each activation",
            Source = "Shrikumar, Greenside, Kundaje, Learning important features through propagating activation differences, 2017.",
        },
        new("grad-cam", "Grad-CAM", MethodFamily.AskForGradients,
            "Where a layer's feature maps are active that raise the score.",
            [Layer("whose feature maps; by default those of the last convolution"), Flag("signed", "keep what speaks against the class")],
            context => new GradCam(context.Network, context.Arguments.Layer("layer"), !context.Arguments.Flag("signed")))
        {
            IsSigned = false,
            Formula = "R = max(0, Σ_c mean(∂f/∂A_c) A_c), enlarged",
            Source = "Selvaraju et al., Grad-CAM: visual explanations from deep networks via gradient-based localization, 2017.",
        },
        new("layer-activation-times-gradient", "Layer activation × gradient", MethodFamily.AskForGradients,
            "The first-order shares of a layer's units in the score, summed over its feature maps and laid over the image.",
            [Layer("whose units; by default those of the last convolution")],
            context => new LayerActivationTimesGradient(context.Network, context.Arguments.Layer("layer"), overImage: true))
        {
            Formula = "R = Σ_c A_c ⊙ ∂f/∂A_c, enlarged",
        },
    ];
}

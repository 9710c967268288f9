using System.Collections.Immutable;
using Relevance.Gradients;
using static Relevance.Catalogue.MethodParameter;

namespace Relevance.Catalogue;

/// <summary>Methods that carry something like a gradient back through the network, layer by layer.</summary>
internal static class BackwardMethods
{
    internal static ImmutableArray<MethodDefinition> All { get; } =
    [
        new("guided-backpropagation", "Guided backpropagation",
            "The gradient along paths on which every step raises the score.",
            [], context => new GuidedBackpropagation(context.Network)) { Aliases = ["guided-backprop"] },
        new("deconvolution", "Deconvolution",
            "The score carried back like a gradient that is rectified on the way instead of gated: what the network looks for.",
            [], context => new Deconvolution(context.Network)) { Aliases = ["deconvnet"] },
        new("deeplift", "DeepLIFT",
            "Each pixel's share of the difference to a baseline, by the slope of the chord at each activation.",
            [
                .. BaselineChoice.Parameters,
                Choice("rule", ["rescale", "reveal-cancel"], "how activations are passed: as a whole, or what raises and what lowers them apart"),
            ],
            context => new DeepLift(context.Network, BaselineChoice.Of(context),
                context.Arguments.Choice("rule") == "rescale" ? DeepLiftRule.Rescale : DeepLiftRule.RevealCancel)),
        new("grad-cam", "Grad-CAM",
            "Where a layer's feature maps are active that raise the score.",
            [Layer("whose feature maps; by default those of the last convolution"), Flag("signed", "keep what speaks against the class")],
            context => new GradCam(context.Network, context.Arguments.Layer("layer"), !context.Arguments.Flag("signed"))) { IsSigned = false },
        new("layer-activation-times-gradient", "Layer activation × gradient",
            "The first-order shares of a layer's units in the score, summed over its feature maps and laid over the image.",
            [Layer("whose units; by default those of the last convolution")],
            context => new LayerActivationTimesGradient(context.Network, context.Arguments.Layer("layer"), overImage: true)),
    ];
}

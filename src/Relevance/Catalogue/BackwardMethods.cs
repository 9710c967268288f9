using System.Collections.Immutable;
using Relevance.Gradients;

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
            "The score propagated back like a gradient, with negative values set to zero at each activation.",
            [], context => new Deconvolution(context.Network))
        {
            Aliases = ["deconvnet"],
            Formula = "gradient, with g ← max(0, g) at each activation",
            Source = "Zeiler, Fergus, Visualizing and understanding convolutional networks, 2014, section 2.1.",
        },
    ];
}

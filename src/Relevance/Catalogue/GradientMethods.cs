using System.Collections.Immutable;
using Relevance.Gradients;

namespace Relevance.Catalogue;

/// <summary>Methods that ask for gradients alone.</summary>
internal static class GradientMethods
{
    internal static ImmutableArray<MethodDefinition> All { get; } =
    [
        new("sensitivity-analysis", "Sensitivity analysis",
            "How strongly the score reacts when a pixel changes, whichever way: the square of its derivative.",
            [], context => new SensitivityAnalysis(context.Model)) { IsSigned = false },
        new("simple-taylor", "Simple Taylor decomposition",
            "Each pixel's first-order share of the score: derivative times value.",
            [], context => new SimpleTaylor(context.Model)),
    ];
}

using System.Collections.Immutable;
using Relevance.Propagation;
using Relevance.Propagation.Composites;

namespace Relevance.Catalogue;

/// <summary>Methods that hand relevance back from layer to layer.</summary>
internal static class PropagationMethods
{
    internal static ImmutableArray<MethodDefinition> All { get; } =
    [
        new("lrp", "Layer-wise relevance propagation",
            "The score itself, handed back layer by layer to the pixels that made it up.",
            [
                MethodParameter.Choice("composite", [.. NamedComposites.All.Select(composite => composite.Name)], "which layer gets which rule"),
                OfSomeComposites("gamma", "how much the rule γ favours what has the sign of the sum"),
                OfSomeComposites("epsilon", "what the rule ε adds to the sum in the denominator, which absorbs what is weak or contradictory"),
            ],
            Propagation),
    ];

    private static MethodParameter OfSomeComposites(string name, string meaning) => MethodParameter.Number(name, null, 0, double.PositiveInfinity,
        $"{meaning}; of {string.Join(", ", NamedComposites.All.Where(composite => composite.Defaults.ContainsKey(name)).Select(composite => composite.Name))}, by default as the composite says");

    private static LayerwiseRelevancePropagation Propagation(MethodContext context)
    {
        var settings = context.Arguments.Given.Where(pair => pair.Value is double).ToDictionary(pair => pair.Key, pair => (double)pair.Value);
        var composite = NamedComposites.Find(context.Arguments.Choice("composite"));
        return new(context.Network, composite.Create(context.Domain.Low, context.Domain.High, settings));
    }
}

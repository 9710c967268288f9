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
                .. NamedComposites.All.SelectMany(composite => composite.Defaults.Keys).Distinct().Select(
                    name => MethodParameter.Number(name, null, 0, double.PositiveInfinity, "a parameter of some composites; by default, as the composite says")),
            ],
            Propagation),
    ];

    private static LayerwiseRelevancePropagation Propagation(MethodContext context)
    {
        var settings = context.Arguments.Given.Where(pair => pair.Value is double).ToDictionary(pair => pair.Key, pair => (double)pair.Value);
        var composite = NamedComposites.Find(context.Arguments.Choice("composite"));
        return new(context.Network, composite.Create(context.Domain.Low, context.Domain.High, settings));
    }
}

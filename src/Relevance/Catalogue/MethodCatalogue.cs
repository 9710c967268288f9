using System.Collections.Immutable;
using Relevance.Definitions;

namespace Relevance.Catalogue;

/// <summary>The methods known by name. A new one is an entry in the file of its kind.</summary>
public static class MethodCatalogue
{
    /// <summary>All of them, in the order in which a list shows them.</summary>
    public static ImmutableArray<MethodDefinition> All { get; } = [.. GradientMethods.All, .. BackwardMethods.All, .. PropagationMethods.All, .. PathMethods.All, .. FeatureMapMethods.All, .. PerturbationMethods.All, .. AveragingMethods.All];

    /// <summary>Finds a method by its name or an alias.</summary>
    /// <exception cref="FormatException">There is none; the message says what there is.</exception>
    public static MethodDefinition Find(string name) => TryFind(name) ?? throw new FormatException(Suggestion.For("method", name, [.. All.Select(method => method.Name)]));

    /// <summary>Finds a method by its name or an alias; null if there is none.</summary>
    public static MethodDefinition? TryFind(string name) => All.FirstOrDefault(method => method.Name == name || method.Aliases.Contains(name));
}

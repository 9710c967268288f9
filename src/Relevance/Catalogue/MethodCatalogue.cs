using System.Collections.Immutable;
using Relevance.Definitions;

namespace Relevance.Catalogue;

/// <summary>The methods known by name.</summary>
public static class MethodCatalogue
{
    /// <summary>All methods, in the order in which lists show them.</summary>
    public static ImmutableArray<MethodDefinition> All { get; } = [.. GradientMethods.All, .. BackwardMethods.All, .. PropagationMethods.All, .. PathMethods.All, .. FeatureMapMethods.All, .. PerturbationMethods.All, .. AveragingMethods.All];

    /// <summary>Finds a method by its name or an alias.</summary>
    /// <exception cref="FormatException">No method has this name; the message lists the names there are.</exception>
    public static MethodDefinition Find(string name) => TryFind(name) ?? throw new FormatException(Suggestion.For("method", name, [.. All.Select(method => method.Name)]));

    /// <summary>Finds a method by its name or an alias; null if there is none.</summary>
    public static MethodDefinition? TryFind(string name) => All.FirstOrDefault(method => method.Name == name || method.Aliases.Contains(name));
}

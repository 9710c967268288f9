using System.Collections.Immutable;
using Relevance.Catalogue;

namespace MnistExplanation.Gallery;

/// <summary>The pages of the gallery, one for each method of the catalogue.</summary>
internal static class MethodPages
{
    /// <summary>What is written, family by family.</summary>
    internal static ImmutableArray<MethodPage> Written { get; } = [.. GradientPages.All, .. BackwardPages.All, .. PerturbationPages.All, .. AveragingPages.All];

    /// <summary>The pages in the catalogue's order: first the methods, then those that wrap others.</summary>
    /// <exception cref="InvalidOperationException">A method has no page.</exception>
    internal static ImmutableArray<MethodPage> All => [.. MethodCatalogue.All.OrderBy(method => method.Wraps is not null).Select(PageOf)];

    internal static IEnumerable<MethodPage> Methods => All.Where(page => page.Definition.Wraps is null);

    internal static IEnumerable<MethodPage> Wrappers => All.Where(page => page.Definition.Wraps is not null);

    private static MethodPage PageOf(MethodDefinition method) => Written.FirstOrDefault(page => page.Name == method.Name)
        ?? throw new InvalidOperationException($"The gallery has no page for method '{method.Name}'; write one beside those of its family.");
}

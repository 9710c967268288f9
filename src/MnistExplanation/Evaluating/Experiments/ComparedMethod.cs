using System.Collections.Immutable;
using Relevance.Catalogue;

namespace MnistExplanation.Evaluating.Experiments;

/// <summary>A method in the paper's comparisons.</summary>
/// <param name="Title">What figures call it.</param>
/// <param name="Notation">The method in writing.</param>
/// <param name="Favoured">Whether the paper found it better than the others.</param>
internal sealed record ComparedMethod(string Title, string Notation, bool Favoured)
{
    /// <summary>Those of the paper, and the composite that this program uses by default.</summary>
    internal static ImmutableArray<ComparedMethod> All { get; } =
    [
        new("sensitivity analysis", "sensitivity-analysis", Favoured: false),
        new("simple Taylor", "simple-taylor", Favoured: false),
        new("LRP (deep Taylor)", "lrp(composite=deep-taylor)", Favoured: true),
        new("LRP (ε-γ-box)", "lrp", Favoured: true),
    ];

    /// <summary>The method.</summary>
    internal MethodCall Call => MethodNotation.Parse(Notation);
}

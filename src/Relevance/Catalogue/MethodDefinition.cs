using System.Collections.Immutable;
using Relevance.Definitions;
using Relevance.Maps;

namespace Relevance.Catalogue;

/// <summary>Describes a method to users: its name, meaning, parameters and cost, and how its explainer is created.</summary>
/// <param name="Name">The name in kebab case, that of <see cref="Explainer.Name"/>.</param>
/// <param name="Title">The title for figures and tables.</param>
/// <param name="Family">The family of methods that it belongs to.</param>
/// <param name="Meaning">One sentence that says what the relevance means.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Make">Creates the explainer.</param>
public sealed record MethodDefinition(
    string Name, string Title, MethodFamily Family, string Meaning, ImmutableArray<Parameter> Parameters, Func<MethodContext, Explainer> Make)
    : Definition(Name, Meaning, Parameters)
{
    /// <inheritdoc/>
    public override string Noun => "method";

    /// <summary>Other common names of the method.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>
    /// Whether, with default parameters, values can be negative and then count as evidence against the class. For a wrapper: whether it preserves the sign of
    /// the wrapped method. See <see cref="Explainer.IsSigned"/>.
    /// </summary>
    public bool IsSigned { get; init; } = true;

    /// <summary>Whether the method needs typical inputs to compare with, <see cref="InputDomain.Examples"/>.</summary>
    public bool NeedsExamples { get; init; }

    /// <summary>For a wrapper, the name of the method that it wraps by default; null for other methods.</summary>
    public string? Wraps { get; init; }

    /// <summary>
    /// Estimates the number of passes through the network, forward and backward together, for one image of a given shape; at least 1. For a wrapper: how many
    /// times it calls the wrapped method per image.
    /// </summary>
    public Func<Arguments, Shape, long> Passes { get; init; } = (_, _) => 1;
}

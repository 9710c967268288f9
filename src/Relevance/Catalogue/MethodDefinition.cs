using System.Collections.Immutable;
using Relevance.Definitions;
using Relevance.Maps;

namespace Relevance.Catalogue;

/// <summary>A method as a user meets it: its name, what it means, its parameters, what it costs.</summary>
/// <param name="Name">The name in kebab case, that of <see cref="Explainer.Name"/>.</param>
/// <param name="Title">What figures call it.</param>
/// <param name="Family">What it does, among methods like it.</param>
/// <param name="Meaning">What its values mean, in one sentence.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Make">Makes the explainer.</param>
public sealed record MethodDefinition(
    string Name, string Title, MethodFamily Family, string Meaning, ImmutableArray<Parameter> Parameters, Func<MethodContext, Explainer> Make)
    : Definition(Name, Meaning, Parameters)
{
    /// <inheritdoc/>
    public override string Noun => "method";

    /// <summary>Other names by which people know it.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>
    /// Whether, with its default parameters, negative values occur and speak against the class; of a wrapper, whether the sign of what it wraps
    /// survives. See <see cref="Explainer.IsSigned"/>.
    /// </summary>
    public bool IsSigned { get; init; } = true;

    /// <summary>Whether it compares with typical inputs, <see cref="InputDomain.Examples"/>.</summary>
    public bool NeedsExamples { get; init; }

    /// <summary>Of a method that wraps another: the name of the one that it wraps where none is named. Null for other methods.</summary>
    public string? Wraps { get; init; }

    /// <summary>
    /// About how many passes through the network it needs for one image of a shape, at least 1, whether back or forth; of a wrapper, how many times it asks what it
    /// wraps. Known before anything is computed.
    /// </summary>
    public Func<Arguments, Shape, long> Passes { get; init; } = (_, _) => 1;
}

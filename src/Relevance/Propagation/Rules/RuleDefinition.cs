using System.Collections.Immutable;
using Relevance.Definitions;

namespace Relevance.Propagation.Rules;

/// <summary>A rule as a user meets it: its name, what it means, its parameters.</summary>
/// <param name="Name">The name in kebab case, that of <see cref="Rule.Name"/>.</param>
/// <param name="Title">What papers call it, such as LRP-γ.</param>
/// <param name="Meaning">What it does, in one sentence.</param>
/// <param name="Parameters">Its parameters, those of <see cref="Rule.Parameters"/>.</param>
/// <param name="Make">Makes the rule. Bounds of the input that are not given are those of the domain.</param>
public sealed record RuleDefinition(
    string Name, string Title, string Meaning, ImmutableArray<Parameter> Parameters, Func<Arguments, InputDomain, Rule> Make) : Definition(Name, Meaning, Parameters)
{
    /// <inheritdoc/>
    public override string Noun => "rule";
}

/// <summary>The rules known by name. A new one is a file of its own, and an entry here.</summary>
public static class RuleDefinitions
{
    /// <summary>All of them, in the order in which a list shows them.</summary>
    public static ImmutableArray<RuleDefinition> All { get; } =
    [
        LrpZero.Definition, LrpEpsilon.Definition, LrpGamma.Definition, AlphaBeta.Definition, ZPlus.Definition, ZBox.Definition, WSquare.Definition, Flat.Definition,
        WinnerTakesAll.Definition, AverageOfWindow.Definition, Pass.Definition, Gradient.Definition,
    ];

    /// <summary>The definition of a name; null if there is none.</summary>
    public static RuleDefinition? TryFind(string name) => All.FirstOrDefault(rule => rule.Name == name);
}

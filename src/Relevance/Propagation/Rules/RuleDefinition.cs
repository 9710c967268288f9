using System.Collections.Immutable;
using Relevance.Definitions;

namespace Relevance.Propagation.Rules;

/// <summary>Describes a rule to users: its name, meaning and parameters, and how it is created.</summary>
/// <param name="Name">The name in kebab case, that of <see cref="Rule.Name"/>.</param>
/// <param name="Title">The name in papers, such as LRP-γ.</param>
/// <param name="Meaning">One sentence that says what it does.</param>
/// <param name="Parameters">Its parameters, those of <see cref="Rule.Parameters"/>.</param>
/// <param name="Make">Creates the rule; bounds of the input that are not given are those of the domain.</param>
public sealed record RuleDefinition(
    string Name, string Title, string Meaning, ImmutableArray<Parameter> Parameters, Func<Arguments, InputDomain, Rule> Make) : Definition(Name, Meaning, Parameters)
{
    /// <inheritdoc/>
    public override string Noun => "rule";
}

/// <summary>The rules known by name.</summary>
public static class RuleDefinitions
{
    /// <summary>All rules, in the order in which lists show them.</summary>
    public static ImmutableArray<RuleDefinition> All { get; } =
    [
        LrpZero.Definition, LrpEpsilon.Definition, LrpGamma.Definition, AlphaBeta.Definition, ZPlus.Definition, ZBox.Definition, WSquare.Definition, Flat.Definition,
        WinnerTakesAll.Definition, SignalTakesAll.Definition, AverageOfWindow.Definition, Pass.Definition, Gradient.Definition,
    ];

    /// <summary>Finds a rule by its name; null if there is none.</summary>
    public static RuleDefinition? TryFind(string name) => All.FirstOrDefault(rule => rule.Name == name);
}

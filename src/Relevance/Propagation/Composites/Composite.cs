using System.Collections.Immutable;
using Relevance.Definitions;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Propagation.Rules;

namespace Relevance.Propagation.Composites;

/// <summary>Gives each layer of a network its rule: the first line whose condition holds decides.</summary>
/// <remarks>
/// Layers that are not linear need no line: activations and changes of shape pass relevance on, a max pooling hands it to the winner,
/// a sum shares it among its branches by the ε rule, unless a line says otherwise.
/// </remarks>
/// <param name="Name">The composite's name in kebab case.</param>
/// <param name="Lines">The lines in order of precedence.</param>
public sealed record Composite(string Name, ImmutableArray<CompositeLine> Lines)
{
    /// <summary>Makes a composite that gives every linear layer the same rule.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="rule">The rule.</param>
    public static Composite Uniform(string name, Rule rule) => new(name, [new(LayerCondition.Linear, rule)]);

    /// <summary>The composite with lines that come before its own, and so take precedence.</summary>
    /// <param name="lines">The lines in order of precedence.</param>
    public Composite WithFirst(params IEnumerable<CompositeLine> lines) => this with { Lines = [.. lines, .. Lines] };

    /// <summary>Decides the rule of every layer.</summary>
    /// <param name="network">The network.</param>
    /// <returns>One entry per node, in the network's order.</returns>
    /// <exception cref="ArgumentException">A linear layer meets no line's condition.</exception>
    public ImmutableArray<PlanEntry> Plan(Network network) => [.. network.Nodes.Select(node => Choose(node, network))];

    private PlanEntry Choose(Node node, Network network)
    {
        foreach (var line in Lines)
        {
            if (line.Condition.Holds(node, network))
                return new PlanEntry(node, line.Rule, line.Condition.Description);
        }
        return node.Layer switch
        {
            LinearLayer => throw new ArgumentException(
                $"Composite '{Name}' has no rule for layer '{node.Name}' ({node.Layer}); end it with a line for every linear layer."),
            MaxPoolingLayer => new PlanEntry(node, new WinnerTakesAll(), "max pooling"),
            SumLayer => new PlanEntry(node, new LrpEpsilon(), "sum of branches"),
            _ => new PlanEntry(node, new Pass(), "not linear"),
        };
    }
}

/// <summary>One line of a <see cref="Composite"/>.</summary>
/// <param name="Condition">Which layers.</param>
/// <param name="Rule">Their rule.</param>
public sealed record CompositeLine(LayerCondition Condition, Rule Rule)
{
    /// <summary>Requires that the line is for a layer of a network: one that is for none would be ignored in silence.</summary>
    /// <exception cref="ArgumentException">It is for none; the message says which layers and words there are.</exception>
    public void RequireLayerOf(Network network)
    {
        if (network.Nodes.Any(node => Condition.Holds(node, network)))
            return;
        var name = $"{Condition}";
        var words = CompositeNotation.Conditions;
        // Names as short as 3 are near to every other.
        var nearest = Nearest.Of(name, network.Nodes.Select(node => node.Name).Where(candidate => candidate.Length > 2).Concat(words));
        throw new ArgumentException(
            $"The network has no layer '{name}'; there are {string.Join(", ", network.Nodes.Select(node => $"{node.Name} ({node.Layer.Kind})"))}; " +
            $"words for several are {string.Join(", ", words)}.{(nearest is null ? "" : $" Did you mean '{nearest}'?")}");
    }

    /// <summary>The line in writing, such as <c>first=flat(epsilon=1E-06)</c>.</summary>
    public override string ToString() => $"{Condition}={Rule}";
}

/// <summary>One line of a plan: a layer, the rule it gets and why.</summary>
/// <param name="Node">The layer.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Reason">The condition that chose the rule, in words.</param>
public sealed record PlanEntry(Node Node, Rule Rule, string Reason);

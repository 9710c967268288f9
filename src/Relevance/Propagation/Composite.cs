using System.Collections.Immutable;
using Relevance.Networks;
using Relevance.Networks.Layers;

namespace Relevance.Propagation;

/// <summary>Gives each linear layer of a network its rule: the first line whose condition holds decides.</summary>
/// <param name="Name">The composite's name in kebab case.</param>
/// <param name="Lines">The lines in order of precedence.</param>
public sealed record Composite(string Name, ImmutableArray<CompositeLine> Lines)
{
    /// <summary>Decides the rule of every linear layer.</summary>
    /// <param name="network">The network.</param>
    /// <returns>One entry per node, in the network's order.</returns>
    /// <exception cref="ArgumentException">A linear layer meets no line's condition.</exception>
    public ImmutableArray<PlanEntry> Plan(Network network)
    {
        var linear = network.Nodes.Where(node => node.Layer is LinearLayer).ToList();
        return [.. network.Nodes.Select(node => node.Layer is LinearLayer ? Choose(node, linear) : new PlanEntry(node, null, "not linear: passes relevance on"))];
    }

    private PlanEntry Choose(Node node, List<Node> linear)
    {
        foreach (var line in Lines)
        {
            if (line.Condition.Holds(node, linear))
                return new PlanEntry(node, line.Rule, line.Condition.Description);
        }
        throw new ArgumentException($"Composite '{Name}' has no rule for layer '{node.Name}' ({node.Layer}); end it with a line for every layer.");
    }
}

/// <summary>One line of a <see cref="Composite"/>.</summary>
/// <param name="Condition">Which layers.</param>
/// <param name="Rule">Their rule.</param>
public sealed record CompositeLine(LayerCondition Condition, Rule Rule);

/// <summary>One line of a plan: a layer, the rule it gets and why.</summary>
/// <param name="Node">The layer.</param>
/// <param name="Rule">The rule, or null where relevance passes unchanged.</param>
/// <param name="Reason">The condition that chose the rule.</param>
public sealed record PlanEntry(Node Node, Rule? Rule, string Reason);

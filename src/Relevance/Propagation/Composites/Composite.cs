using System.Collections.Immutable;
using Relevance.Definitions;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Propagation.Rules;

namespace Relevance.Propagation.Composites;

/// <summary>Assigns a rule to each layer of a network: the rule of the first line whose condition holds.</summary>
/// <remarks>
/// Other layers have default rules that a line can override: activations, normalisations that are not merged and changes of shape pass relevance on, max
/// poolings pass it to the largest value, gates to their signal, and sums share it among their branches by the ε rule.
/// </remarks>
/// <param name="Name">The composite's name in kebab case.</param>
/// <param name="Lines">The lines in order of precedence.</param>
public sealed record Composite(string Name, ImmutableArray<CompositeLine> Lines)
{
    /// <summary>Creates a composite that assigns the same rule to every linear layer and every normalisation.</summary>
    /// <param name="name">The composite's name.</param>
    /// <param name="rule">The rule.</param>
    public static Composite Uniform(string name, Rule rule) => new(name, [new(LayerCondition.Linear, rule), new(LayerCondition.Normalization, rule)]);

    /// <summary>Returns the composite with additional lines that take precedence over its own.</summary>
    /// <param name="lines">The lines in order of precedence.</param>
    public Composite WithFirst(params IEnumerable<CompositeLine> lines) => this with { Lines = [.. lines, .. Lines] };

    /// <summary>Determines the rule of every layer of a network.</summary>
    /// <param name="network">The network.</param>
    /// <returns>One entry per node, in the network's order.</returns>
    /// <exception cref="ArgumentException">No line's condition holds for a linear layer.</exception>
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
            LinearLayer { Map: ChannelScaleMap } => new PlanEntry(node, new Pass(), "normalization"),
            LinearLayer => throw new ArgumentException(
                $"Composite '{Name}' has no rule for layer '{node.Name}' ({node.Layer}); end it with a line for every linear layer."),
            MaxPoolingLayer => new PlanEntry(node, new WinnerTakesAll(), "max pooling"),
            SumLayer => new PlanEntry(node, new LrpEpsilon(), "sum of branches"),
            ProductLayer { Signal: not null } => new PlanEntry(node, new SignalTakesAll(), "gate"),
            { WhyNoRule: { } reason } => throw new ArgumentException(
                $"Layer-wise relevance propagation has no rule for layer '{node.Name}' ({node.Layer}): {reason}. Give it one, such as {node.Name}=gradient, " +
                "or use a method that needs no rules, such as integrated-gradients or occlusion."),
            _ => new PlanEntry(node, new Pass(), "not linear"),
        };
    }
}

/// <summary>One line of a <see cref="Composite"/>.</summary>
/// <param name="Condition">The condition that selects layers.</param>
/// <param name="Rule">Their rule.</param>
public sealed record CompositeLine(LayerCondition Condition, Rule Rule)
{
    /// <summary>Checks that the condition holds for at least one layer of a network, since the line would have no effect otherwise.</summary>
    /// <exception cref="ArgumentException">It holds for no layer; the message lists the layers and the conditions there are.</exception>
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

    /// <summary>Writes the line, such as <c>first=flat(epsilon=1E-06)</c>.</summary>
    public override string ToString() => $"{Condition}={Rule}";
}

/// <summary>One line of a plan: a layer, its rule, and the reason for the rule.</summary>
/// <param name="Node">The layer.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Reason">The condition that selected the rule, in words.</param>
public sealed record PlanEntry(Node Node, Rule Rule, string Reason);

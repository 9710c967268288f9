using System.Collections.Immutable;
using Relevance.Definitions;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Programs;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;

namespace Relevance.Tests.Samples;

/// <summary>A rule for linear layers as data: relevance is shared by the size of each contribution, R_j = Σ_k |a_j w_jk| / Σ_j |a_j w_jk| · R_k.</summary>
/// <param name="Epsilon">The stabiliser ε ≥ 0 of the denominators.</param>
public sealed record BySize(double Epsilon = 1e-6) : LinearRule
{
    /// <summary>With a definition the rule can be written and read, as in <c>by-size(epsilon=0.1)</c>.</summary>
    public static RuleDefinition Definition { get; } = new("by-size", "by size", "Shares relevance by the size of each contribution, whatever its sign.",
        [Parameter.Number("epsilon", 1e-6, 0, double.PositiveInfinity, "what is added to the denominators, lest they be 0")],
        (arguments, _) => new BySize(arguments.Number("epsilon")));

    /// <inheritdoc/>
    public override string Name => Definition.Name;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters => new Dictionary<string, object> { ["epsilon"] = Epsilon };

    /// <inheritdoc/>
    public override ImmutableArray<ShareGroup> Groups => [new([new(InputPart.Absolute, WeightPart.Absolute)], Epsilon)];

    /// <inheritdoc/>
    public override BiasHandling Bias => BiasHandling.LeftOut;
}

/// <summary>
/// A rule for a layer of one's own, written as a program: of a product of a signal with a gate the signal takes all. Source: Arras, Montavon, Müller, Samek,
/// Explaining recurrent neural network predictions in sentiment analysis, 2017.
/// </summary>
public sealed record SignalTakesAll : Rule
{
    /// <inheritdoc/>
    public override string Name => "signal-takes-all";

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Write(RuleContext layer) => layer.Layer is GateLayer
        ? [layer.Relevance, layer.Program.Constant(Weights.Of(new double[layer.Inputs[1].Shape.Size], layer.Inputs[1].Shape))]
        : throw new ArgumentException($"Rule '{Name}' is for gates, not for {layer.Layer}.");
}

/// <summary>A condition of one's own: fully connected layers with many outputs.</summary>
/// <param name="Count">How many, at least.</param>
public sealed record AtLeastWide(int Count) : LayerCondition($"at least {Count} outputs")
{
    /// <summary>How it is written and read.</summary>
    public static LayerConditionDefinition Definition { get; } = new("at-least-N-wide", "fully connected layers with at least N outputs",
        text => text.Split('-') is ["at", "least", var count, "wide"] && int.TryParse(count, out var number) ? new AtLeastWide(number) : null);

    /// <inheritdoc/>
    public override string Text => $"at-least-{Count}-wide";

    /// <inheritdoc/>
    public override bool Holds(Node node, Network network) => node.Layer is LinearLayer { Map: DenseMap map } && map.Outputs >= Count;
}

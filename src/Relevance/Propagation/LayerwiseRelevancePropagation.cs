using System.Collections.Immutable;
using Relevance.Networks;
using Relevance.Networks.Layers;
using static TorchSharp.torch;

namespace Relevance.Propagation;

/// <summary>
/// Layer-wise relevance propagation: starts from the explained score at the output and hands it backwards, layer by layer, to the
/// inputs in proportion to what each contributed, by the rule that a composite gives each layer.
/// </summary>
/// <remarks>
/// Activations pass relevance unchanged. Modified weights are computed once, here. Units: those of the score.
/// Source: Bach et al., PLoS ONE 2015; Montavon et al., Layer-wise relevance propagation: an overview, 2019.
/// </remarks>
public sealed class LayerwiseRelevancePropagation : Explainer
{
    private readonly Network network;
    private readonly BackwardStep[] steps;

    /// <summary>Prepares the propagation.</summary>
    /// <param name="network">The network to explain.</param>
    /// <param name="composite">Which layer gets which rule.</param>
    /// <exception cref="ArgumentException">The composite leaves a linear layer without a rule.</exception>
    public LayerwiseRelevancePropagation(Network network, Composite composite) : base(network)
    {
        using var nothing = no_grad();
        this.network = network;
        Composite = composite;
        Plan = composite.Plan(network);
        steps = [.. Plan.Select(Step)];
        Parameters = new Dictionary<string, object>
        {
            ["composite"] = composite.Name,
            ["rules"] = string.Join("; ", Plan.Where(entry => entry.Rule is not null).Select(entry => $"{entry.Node.Name}={entry.Rule}")),
        };
    }

    /// <inheritdoc/>
    public override string Name => "lrp";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters { get; }

    /// <summary>Which layers get which rules, and by what condition.</summary>
    public Composite Composite { get; }

    /// <summary>What the composite decided for each layer, in the network's order.</summary>
    public ImmutableArray<PlanEntry> Plan { get; }

    /// <inheritdoc/>
    protected override (Tensor Scores, Tensor Relevance) ExplainBatch(Tensor images, Func<Tensor, Tensor> direction)
    {
        var trace = Trace.Record(network, images);
        var relevance = trace.Walk(direction(trace.Scores) * trace.Scores, (node, inputs, output, upstream) => steps[node.Index](node, inputs, output, upstream));
        return (trace.Scores, relevance);
    }

    private static BackwardStep Step(PlanEntry entry)
    {
        if (entry.Rule is null)
            // An activation hands on what it receives; a change of shape is undone.
            return (node, inputs, output, upstream) => [upstream.reshape(inputs[0].shape)];
        var propagate = entry.Rule.Prepare(((LinearLayer)entry.Node.Layer).Map);
        return (node, inputs, output, upstream) => [propagate(inputs[0], output, upstream)];
    }
}

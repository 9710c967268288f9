using System.Collections.Immutable;
using Relevance.Networks;
using Relevance.Propagation.Rules;
using static TorchSharp.torch;

namespace Relevance.Propagation;

/// <summary>
/// Layer-wise relevance propagation: starts from the explained score at the output and hands it backwards, layer by layer, to the
/// inputs in proportion to what each contributed, by the rule that a composite gives each layer.
/// </summary>
/// <remarks>
/// Modified weights are computed once, here. Units: those of the score.
/// Source: Bach et al., PLoS ONE 2015; Montavon et al., Layer-wise relevance propagation: an overview, 2019.
/// </remarks>
public sealed class LayerwiseRelevancePropagation : Explainer
{
    private readonly Network network;
    private readonly Propagate[] rules;
    private readonly int stop;

    /// <summary>Prepares the propagation.</summary>
    /// <param name="network">The network to explain.</param>
    /// <param name="composite">Which layer gets which rule.</param>
    /// <param name="layer">
    /// The name of the layer at whose output the propagation ends, for relevance maps of a hidden layer; null to end at the input.
    /// </param>
    /// <exception cref="ArgumentException">The composite leaves a linear layer without a rule, or there is no such layer.</exception>
    public LayerwiseRelevancePropagation(Network network, Composite composite, string? layer = null) : base(network)
    {
        using var nothing = no_grad();
        this.network = network;
        stop = layer is null ? Network.Input : network.Find(layer).Index;
        Plan = composite.Plan(network);
        rules = [.. Plan.Select(entry => entry.Rule.Prepare(entry.Node.Layer is MergeLayer merge ? merge.OfJoined : entry.Node.Layer))];
        Dictionary<string, object> parameters = new()
        {
            ["composite"] = composite.Name,
            ["rules"] = string.Join("; ", Plan.Where(entry => entry.Rule is not Pass).Select(entry => $"{entry.Node.Name}={entry.Rule}")),
        };
        if (layer is not null)
            parameters["layer"] = layer;
        Parameters = parameters;
    }

    /// <inheritdoc/>
    public override string Name => "lrp";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters { get; }

    /// <summary>What the composite decided for each layer, in the network's order.</summary>
    public ImmutableArray<PlanEntry> Plan { get; }

    /// <summary>Explains one score of each image and keeps the books: what entered and left each layer, and what was absorbed there.</summary>
    /// <param name="images">[N, C, H, W] in the network's normalised units.</param>
    /// <param name="target">Whose score; null for the predicted class.</param>
    /// <param name="options">Batch size, progress, cancellation; null for the defaults.</param>
    /// <returns>The explanation, and the ledger of each image.</returns>
    /// <inheritdoc cref="Explainer.Explain" path="/exception"/>
    public (Explanation Explanation, Ledger Ledger) ExplainWithLedger(Tensor images, Target? target = null, ExplainOptions? options = null)
    {
        var pages = new LedgerPages(Plan);
        var explanation = Run(images, target, options, batch => ExplainBatch(batch, pages), sideBySide: false);
        return (explanation, pages.Close());
    }

    /// <summary>
    /// Explains one score of each image and keeps, of the same propagation, the activations and the relevance of every layer that it comes to: as many
    /// numbers as the network computes for all the images.
    /// </summary>
    /// <param name="images">[N, C, H, W] in the network's normalised units.</param>
    /// <param name="target">Whose score; null for the predicted class.</param>
    /// <param name="options">Batch size, progress, cancellation; null for the defaults.</param>
    /// <returns>
    /// The explanation, its ledger, and the layers from the scores backwards; without the one at which the propagation ends, whose relevance is the explanation itself.
    /// </returns>
    /// <inheritdoc cref="Explainer.Explain" path="/exception"/>
    public LayerwiseExplanation ExplainLayers(Tensor images, Target? target = null, ExplainOptions? options = null)
    {
        var pages = new LedgerPages(Plan);
        using var maps = new LayerMaps();
        var explanation = Run(images, target, options, batch => ExplainBatch(batch, pages, maps), sideBySide: false);
        return new(explanation, pages.Close(), maps.Take());
    }

    /// <inheritdoc/>
    protected override BatchExplanation ExplainBatch(ImageBatch batch) => ExplainBatch(batch, null);

    private BatchExplanation ExplainBatch(ImageBatch batch, LedgerPages? pages, LayerMaps? maps = null)
    {
        var trace = Trace.Record(network, batch.Images);
        var start = batch.Direction(trace.Scores) * trace.Scores;
        pages?.Start(batch.Count);
        var relevance = trace.Walk(start, (node, inputs, output, upstream) =>
        {
            maps?.Add(node, output, upstream);
            var account = pages?.Open(node, upstream);
            var rule = rules[node.Index];
            var shares = node.Layer is MergeLayer merge
                ? merge.Split(rule(merge.Join(inputs), output, upstream, account), inputs)
                : [rule(inputs[0], output, upstream, account)];
            pages?.Close(node, account!, upstream, shares);
            return shares;
        }, stop);
        return new(trace.Scores, relevance);
    }
}

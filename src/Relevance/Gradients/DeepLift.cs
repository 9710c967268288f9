using Relevance.Baselines;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Gradients;

/// <summary>
/// DeepLIFT: explains the difference Δf = f(x) − f(x′) to a baseline. Each layer's multipliers m carry the change at its output back to its inputs:
/// R_i = m_i (x_i − x′_i), with Σ_i R_i = Δf ("summation to delta").
/// </summary>
/// <remarks>
/// Linear layers have m = Wᵀm, as for gradients; activations have the slope of the chord from baseline to image instead of that of the tangent. Needs one
/// pass forward and one back, and one forward for the baseline. Units: those of the score.
/// Source: Shrikumar, Greenside, Kundaje, Learning important features through propagating activation differences, 2017.
/// </remarks>
public sealed class DeepLift : Explainer
{
    private readonly Network network;
    private readonly Baseline baseline;
    private readonly RevealCancelWalk? revealCancel;

    /// <summary>Prepares DeepLIFT.</summary>
    /// <param name="network">The network to explain.</param>
    /// <param name="baseline">x′.</param>
    /// <param name="rule">How activations are passed.</param>
    /// <exception cref="ArgumentException">The network has a layer for which the rule is not defined.</exception>
    public DeepLift(Network network, Baseline baseline, DeepLiftRule rule = DeepLiftRule.Rescale) : base(network)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        (this.network, this.baseline) = (network, baseline);
        if (rule == DeepLiftRule.RevealCancel)
            revealCancel = new RevealCancelWalk(network);
        Parameters = new Dictionary<string, object>
        {
            ["baseline"] = $"{baseline}",
            ["rule"] = rule == DeepLiftRule.Rescale ? "rescale" : "reveal-cancel",
        };
    }

    /// <inheritdoc/>
    public override string Name => "deeplift";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters { get; }

    /// <inheritdoc/>
    /// <remarks>Diagnostics: <c>delta</c>, f(x) − f(x′), and <c>completeness-error</c>, Σ_i R_i − Δf.</remarks>
    protected override BatchExplanation ExplainBatch(ImageBatch batch)
    {
        // A baseline that is the same for all images is one image here, and broadcasts with the batch.
        var reference = Trace.Record(network, baseline.For(batch.Images));
        batch.ThrowIfCancelled();
        var trace = Trace.Record(network, batch.Images);
        var direction = batch.Direction(trace.Scores);
        var relevance = revealCancel is null
            ? trace.Walk(direction, (node, inputs, output, upstream) => Rescale(node, inputs, output, reference, upstream)) * batch.Images.Minus(reference.Images)
            : revealCancel.Relevance(trace, reference, direction);
        var delta = (trace.Scores.Minus(reference.Scores) * direction).sum(1);
        return new(trace.Scores, relevance, new Dictionary<string, Tensor> { ["delta"] = delta, ["completeness-error"] = relevance.flatten(1).sum(1).Minus(delta) });
    }

    private static IReadOnlyList<Tensor> Rescale(Node node, IReadOnlyList<Tensor> inputs, Tensor output, Trace reference, Tensor upstream) => node.Layer switch
    {
        ActivationLayer activation => [RescaleRule.Activation(activation, inputs[0], output, reference.InputsOf(node)[0], reference.OutputOf(node), upstream)],
        MaxPooling pooling => [RescaleRule.MaxPooling(pooling, inputs[0], output, reference.InputsOf(node)[0], reference.OutputOf(node), upstream)],
        var linear => linear.Pullback(inputs, output, upstream),
    };
}

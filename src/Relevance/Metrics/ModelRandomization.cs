using Relevance.Maps;
using Relevance.Networks;

namespace Relevance.Metrics;

/// <summary>
/// Model-parameter randomisation: randomises the weights of one layer after the other, cumulatively, explains the same score of each randomised network, and
/// compares the result with the explanation of the original network by the magnitude of Spearman's rank correlation. The value is its mean over the stages.
/// </summary>
/// <remarks>
/// Lower is better: a map that does not change with the weights does not explain what the network has learned; unrelated maps score close to 0. A map that
/// changes only its sign counts as unchanged. Weights and biases are drawn from normal distributions with the mean and standard deviation of those that they
/// replace. The randomised networks are the same for all images. Curve: <c>rank correlation</c>, after each layer. Costs one explanation per layer with
/// weights. Source: Adebayo et al., Sanity checks for saliency maps, 2018, section 3.
/// </remarks>
/// <param name="method">Creates the method to judge for another network.</param>
/// <param name="cascade">The end of the network at which randomisation begins.</param>
/// <param name="seed">The seed of the random weights.</param>
public sealed class ModelRandomization(Func<Network, Explainer> method, Cascade cascade = Cascade.TopDown, int seed = 0) : Measure
{
    /// <inheritdoc/>
    public override string Name => cascade == Cascade.TopDown ? "model-randomization" : "model-randomization-bottom-up";

    /// <inheritdoc/>
    public override string Title => cascade == Cascade.TopDown ? "Model randomisation, top down" : "Model randomisation, bottom up";

    /// <inheritdoc/>
    public override string Meaning => "how similar the map stays, regardless of sign, while the network's weights are randomised layer by layer";

    /// <inheritdoc/>
    public override Aspect Aspect => Aspect.Randomization;

    /// <inheritdoc/>
    public override Better Better => Better.Lower;

    /// <inheritdoc/>
    public override string Cost => "one explanation per layer with weights";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters { get; } = new Dictionary<string, object>
    {
        ["cascade"] = cascade == Cascade.TopDown ? "top-down" : "bottom-up",
        ["seed"] = seed,
    };

    /// <inheritdoc/>
    protected override Func<EvaluationBatch<T>, BatchMeasurement> Start<T>(Explainer explainer, Shape imageShape)
    {
        if (explainer.Model is not Network network)
            throw new ArgumentException("Only the weights of a network of known layers can be randomised; the explained model must be a Network.");
        var layers = network.WeightedLayers;
        if (layers.IsEmpty)
            throw new ArgumentException("The network has no layer with weights.");
        var stages = new List<Explainer>();
        foreach (var layer in cascade == Cascade.TopDown ? layers.Reverse() : layers)
        {
            network = network.WithRandomWeights([layer], seed);
            stages.Add(method(network));
        }
        double[] steps = [.. Enumerable.Range(1, stages.Count)];
        return batch =>
        {
            double[][] ranks = [.. batch.Relevances.Select(row => Correlation.Ranks(row))];
            double[][] correlations = [.. ranks.Select(_ => new double[stages.Count])];
            var other = new double[imageShape.Size];
            for (var stage = 0; stage < stages.Count; stage++)
            {
                batch.Explain(stages[stage], batch.Direction, (_, image, relevance) =>
                {
                    for (var i = 0; i < other.Length; i++)
                        other[i] = double.CreateTruncating(relevance[i]);
                    correlations[image][stage] = Math.Abs(Correlation.Pearson(ranks[image], Correlation.Ranks(other)));
                });
            }
            return new([.. correlations.Select(row => Measured.OrNone(Sums.Of<double>(row) / row.Length, "All relevances of an image are the same."))],
                new BatchCurve("rank correlation", "layers randomised", steps, correlations));
        };
    }
}

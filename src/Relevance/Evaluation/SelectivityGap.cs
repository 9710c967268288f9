using Relevance.Baselines;
using Relevance.Perturbation;

namespace Relevance.Evaluation;

/// <summary>
/// The area between the two curves of <see cref="Selectivity"/>: least relevant features first minus most relevant first, with the whole axis as 1.
/// </summary>
/// <remarks>
/// Higher is better; chance gives 0 on average, an explanation with its sign turned the negative value. What the fill does to any image enters both
/// curves and cancels in part. Curves: <c>least relevant first</c>, <c>most relevant first</c>. Costs two passes per feature. Units: those of the score.
/// Source: Schulz et al., Restricting the flow: information bottlenecks for attribution, 2020, section 4.3 (degradation).
/// </remarks>
public sealed class SelectivityGap : Measure
{
    private readonly FeatureMask features;
    private readonly Baseline fill;
    private readonly ScoreScale scale;
    private readonly int seed;

    /// <summary>Prepares the measure.</summary>
    /// <param name="features">What is removed at once.</param>
    /// <param name="fill">What takes the place of what is removed.</param>
    /// <param name="scale">The units of the score.</param>
    /// <param name="seed">Decides the order of features of equal relevance.</param>
    public SelectivityGap(FeatureMask features, Baseline fill, ScoreScale scale = ScoreScale.Logit, int seed = 0)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(fill);
        (this.features, this.fill, this.scale, this.seed) = (features, fill, scale, seed);
        Parameters = new Dictionary<string, object>
        {
            ["features"] = $"{features}",
            ["fill"] = $"{fill}",
            ["score"] = scale == ScoreScale.Logit ? "logit" : "probability",
            ["seed"] = seed,
        };
    }

    /// <inheritdoc/>
    public override string Name => "selectivity-gap";

    /// <inheritdoc/>
    public override string Title => "Selectivity, area between";

    /// <inheritdoc/>
    public override string Meaning => "how much longer the score lasts when the least relevant patches go first than when the most relevant do";

    /// <inheritdoc/>
    public override Better Better => Better.Higher;

    /// <inheritdoc/>
    public override string Cost => "two passes per patch";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters { get; }

    private protected override Func<EvaluationBatch, BatchMeasurement> Start(Explainer explainer, long[] imageShape)
    {
        var layout = features.For(imageShape);
        double[] steps = [.. Enumerable.Range(0, layout.Count + 1)];
        return batch =>
        {
            var filled = fill.For(batch.Images);
            long[][] orders = [.. batch.Randoms(seed).Select((random, i) => Flipping.Ascending(layout.Sums(batch.Relevances[i]), random))];
            var least = Flipping.Curves(batch, layout, filled, Flipping.InOrder(orders), scale);
            var most = Flipping.Curves(batch, layout, filled, Flipping.InOrder([.. orders.Select(order => order.Reverse().ToArray())]), scale);
            return new(
                [.. least.Zip(most, (upper, lower) => new Measured(Flipping.Area(upper) - Flipping.Area(lower)))],
                new BatchCurve("least relevant first", "patches removed", steps, least), new BatchCurve("most relevant first", "patches removed", steps, most));
        };
    }
}

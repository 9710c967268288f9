using Relevance.Maps;
using Relevance.Perturbation;

namespace Relevance.Metrics;

/// <summary>
/// The area between the two curves of <see cref="Selectivity"/>: least relevant features first minus most relevant first, with the whole axis as 1.
/// </summary>
/// <remarks>
/// Higher is better; chance gives 0 on average, an explanation with its sign turned the negative value. What the fill does to any image enters both
/// curves and cancels in part. Curves: <c>least relevant first</c>, <c>most relevant first</c>. Costs two passes per feature, which measures of other
/// units and <see cref="Selectivity"/> share. Units: those of the score. With noisy linear imputation and accuracy it is the benchmark ROAD.
/// Source: Schulz et al., Restricting the flow: information bottlenecks for attribution, 2020, section 4.3 (degradation);
/// Rong et al., A consistent and efficient evaluation strategy for attribution methods, 2022.
/// </remarks>
public sealed class SelectivityGap : Measure
{
    private readonly FeatureMask features;
    private readonly Imputation fill;
    private readonly ScoreScale scale;
    private readonly int perStep, seed;

    /// <summary>Prepares the measure.</summary>
    /// <param name="features">What is removed at once.</param>
    /// <param name="fill">What takes the place of what is removed.</param>
    /// <param name="scale">The units of the score.</param>
    /// <param name="perStep">How many features are removed between two scores, at least 1.</param>
    /// <param name="seed">Decides the order of features of equal relevance.</param>
    public SelectivityGap(FeatureMask features, Imputation fill, ScoreScale scale = ScoreScale.Logit, int perStep = 1, int seed = 0)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(fill);
        ArgumentOutOfRangeException.ThrowIfLessThan(perStep, 1);
        (this.features, this.fill, this.scale, this.perStep, this.seed) = (features, fill, scale, perStep, seed);
        Parameters = new Dictionary<string, object>
        {
            ["features"] = $"{features}",
            ["fill"] = $"{fill}",
            ["score"] = scale.Word(),
            ["per_step"] = perStep,
            ["seed"] = seed,
        };
    }

    /// <inheritdoc/>
    public override string Name => "selectivity-gap" + Flipping.Suffix(fill, scale);

    /// <inheritdoc/>
    public override string Title => "Selectivity, area between" + Flipping.TitleSuffix(fill, scale);

    /// <inheritdoc/>
    public override string Meaning => "how much longer the score lasts when the least relevant patches go first than when the most relevant do";

    /// <inheritdoc/>
    public override Aspect Aspect => Aspect.Faithfulness;

    /// <inheritdoc/>
    public override Better Better => Better.Higher;

    /// <inheritdoc/>
    public override string Cost => "two passes per patch";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters { get; }

    /// <inheritdoc/>
    protected override Func<EvaluationBatch<T>, BatchMeasurement> Start<T>(Explainer explainer, Shape imageShape)
    {
        var layout = features.For(imageShape);
        var steps = Flipping.Steps(layout, perStep);
        return batch =>
        {
            var least = Flipping.InOrder(batch, features, layout, fill, FlippingOrder.LeastRelevantFirst, perStep, seed)[scale];
            var most = Flipping.InOrder(batch, features, layout, fill, FlippingOrder.MostRelevantFirst, perStep, seed)[scale];
            return new(
                [.. least.Zip(most, (upper, lower) => new Measured(Flipping.Area(steps, upper) - Flipping.Area(steps, lower)))],
                new BatchCurve("least relevant first", "patches removed", steps, least), new BatchCurve("most relevant first", "patches removed", steps, most));
        };
    }
}

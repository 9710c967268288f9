using Relevance.Maps;
using Relevance.Perturbation;

namespace Relevance.Metrics;

/// <summary>
/// The area between the two curves of <see cref="Selectivity"/>: least relevant features first minus most relevant first, with the whole axis as 1.
/// </summary>
/// <remarks>
/// Higher is better; chance gives 0 on average; an explanation with its sign reversed gives the negative value. The effect of the fill as such is part of both
/// curves and partly cancels. Curves: <c>least relevant first</c>, <c>most relevant first</c>. Costs two passes per feature, which the same measure in other
/// units and <see cref="Selectivity"/> share. Units: those of the score. With noisy linear imputation and the scale accuracy, it is the ROAD benchmark. Source:
/// Schulz et al., Restricting the flow: information bottlenecks for attribution, 2020, section 4.3 (degradation); Rong et al., A consistent and efficient
/// evaluation strategy for attribution methods, 2022.
/// </remarks>
public sealed class SelectivityGap : Measure
{
    private readonly FeatureMask features;
    private readonly Imputation fill;
    private readonly ScoreScale scale;
    private readonly int perStep, seed;

    /// <summary>Creates the measure.</summary>
    /// <param name="features">Divides an image into features, each removed as a whole.</param>
    /// <param name="fill">The values that replace removed features.</param>
    /// <param name="scale">The units of the score.</param>
    /// <param name="perStep">The number of features removed between two scores, at least 1.</param>
    /// <param name="seed">The seed of the random order among features of equal relevance.</param>
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
    public override string Meaning => "how much longer the score is preserved when the least relevant patches are removed first than when the most relevant are";

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

using Relevance.Maps;
using Relevance.Perturbation;

namespace Relevance.Metrics;

/// <summary>
/// Effective complexity: the share of the features that must stay for the score to stay. Features are removed from the least |R| on; k* is the
/// smallest k such that with k or more features left the score is never further from f(x) than the tolerance times |f(x) − f(x′)|; the value is k*/M.
/// </summary>
/// <remarks>
/// Lower is better: few features carry the decision, and the explanation names them. x′ is the image with every feature removed. Curve: <c>score</c>,
/// after 0 to M features. Costs one pass per feature.
/// Source: Nguyen and Martínez, On quantitative aspects of model interpretability, 2020, section 3.2, with one fill in place of an expectation.
/// </remarks>
public sealed class EffectiveComplexity : Measure
{
    private readonly FeatureMask features;
    private readonly Imputation fill;
    private readonly double tolerance;
    private readonly int seed;

    /// <summary>Prepares the measure.</summary>
    /// <param name="features">What is removed at once.</param>
    /// <param name="fill">What takes the place of what is removed.</param>
    /// <param name="tolerance">How far the score may go, as a fraction of its way to that of an image without features; above 0.</param>
    /// <param name="seed">Decides the order of features of equal relevance.</param>
    /// <exception cref="ArgumentOutOfRangeException">The tolerance is not above 0.</exception>
    public EffectiveComplexity(FeatureMask features, Imputation fill, double tolerance = 0.1, int seed = 0)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(fill);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tolerance);
        (this.features, this.fill, this.tolerance, this.seed) = (features, fill, tolerance, seed);
        Parameters = new Dictionary<string, object> { ["features"] = $"{features}", ["fill"] = $"{fill}", ["tolerance"] = tolerance, ["seed"] = seed };
    }

    /// <inheritdoc/>
    public override string Name => "effective-complexity";

    /// <inheritdoc/>
    public override string Title => "Effective complexity";

    /// <inheritdoc/>
    public override string Meaning => "the share of the patches, taken by relevance, that suffices for the score";

    /// <inheritdoc/>
    public override Aspect Aspect => Aspect.Simplicity;

    /// <inheritdoc/>
    public override Better Better => Better.Lower;

    /// <inheritdoc/>
    public override string Cost => "one pass per patch";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters { get; }

    /// <inheritdoc/>
    protected override Func<EvaluationBatch<T>, BatchMeasurement> Start<T>(Explainer explainer, Shape imageShape)
    {
        var layout = features.For(imageShape);
        double[] steps = [.. Enumerable.Range(0, layout.Count + 1)];
        return batch =>
        {
            int[][] orders = [.. batch.Relevances.Select((relevance, i) => Flipping.Ascending([.. layout.Sums<double>(relevance).Select(Math.Abs)], batch.Random(i, seed)))];
            var curves = Flipping.Curves(batch, layout, fill, orders, 1, seed).Logits;
            return new([.. curves.Select(Needed)], new BatchCurve("score", "patches removed", steps, curves));
        };
    }

    private Measured Needed(double[] curve)
    {
        var allowed = tolerance * Math.Abs(curve[0] - curve[^1]);
        if (allowed == 0)
            return Measured.None("The score does not change when everything is removed.");
        var removed = 0;
        while (removed + 1 < curve.Length && Math.Abs(curve[0] - curve[removed + 1]) <= allowed)
            removed++;
        return new((curve.Length - 1.0 - removed) / (curve.Length - 1));
    }
}

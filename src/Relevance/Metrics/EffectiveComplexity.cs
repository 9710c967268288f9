using Relevance.Maps;
using Relevance.Perturbation;

namespace Relevance.Metrics;

/// <summary>
/// Effective complexity: the fraction of the M features that must be kept to preserve the score. Features are removed in order of increasing |R|; k* is the
/// smallest k such that with k or more features left the score never differs from f(x) by more than the tolerance times |f(x) − f(x′)|. The value is k*/M.
/// </summary>
/// <remarks>
/// Lower is better: the explanation identifies the few features on which the decision is based. x′ is the image with every feature removed. Curve:
/// <c>score</c>, after 0 to M features. Costs one forward pass per feature. Source: Nguyen and Martínez, On quantitative aspects of model interpretability,
/// 2020, section 3.2, with a single fill in place of an expectation over fills.
/// </remarks>
public sealed class EffectiveComplexity : Measure
{
    private readonly FeatureMask features;
    private readonly Imputation fill;
    private readonly double tolerance;
    private readonly int seed;

    /// <summary>Creates the measure.</summary>
    /// <param name="features">Divides an image into features, each removed as a whole.</param>
    /// <param name="fill">The values that replace removed features.</param>
    /// <param name="tolerance">The allowed change of the score, as a fraction of the difference |f(x) − f(x′)|; above 0.</param>
    /// <param name="seed">The seed of the random order among features of equal relevance.</param>
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
    public override string Meaning => "the fraction of the patches, in order of relevance, that suffices to preserve the score";

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
            return Measured.None("The score does not change when all features are removed.");
        var removed = 0;
        while (removed + 1 < curve.Length && Math.Abs(curve[0] - curve[removed + 1]) <= allowed)
            removed++;
        return new((curve.Length - 1.0 - removed) / (curve.Length - 1));
    }
}

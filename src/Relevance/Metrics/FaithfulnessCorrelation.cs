using Relevance.Baselines;
using Relevance.Maps;
using Relevance.Perturbation;

namespace Relevance.Metrics;

/// <summary>
/// Faithfulness correlation: Pearson's correlation, over random sets S of features of one size, between Σ_{F∈S} R_F and f(x) − f(x without S).
/// </summary>
/// <remarks>
/// Higher is better; from −1 to 1. Chance gives 0, an explanation with its sign reversed gives the negative value. The scale of the relevance does not matter.
/// Costs one forward pass per set. Source: Bhatt, Weller, Moura, Evaluating and aggregating feature-based model explanations, 2020, definition 3.
/// </remarks>
public sealed class FaithfulnessCorrelation : Measure
{
    private readonly FeatureMask features;
    private readonly Baseline fill;
    private readonly double share;
    private readonly int samples, seed;

    /// <summary>Creates the measure.</summary>
    /// <param name="features">Divides an image into features, each removed as a whole.</param>
    /// <param name="fill">The values that replace removed features.</param>
    /// <param name="share">The size of the sets as a fraction of the features, above 0 and below 1; a set has at least one feature, and never all.</param>
    /// <param name="samples">The number of sets, at least 3.</param>
    /// <param name="seed">The seed of the random sets.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share or the number of sets is out of range.</exception>
    public FaithfulnessCorrelation(FeatureMask features, Baseline fill, double share = 0.2, int samples = 100, int seed = 0)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(fill);
        if (!(share > 0 && share < 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "The share of features in a set is above 0 and below 1.");
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 3);
        (this.features, this.fill, this.share, this.samples, this.seed) = (features, fill, share, samples, seed);
        Parameters = new Dictionary<string, object> { ["features"] = $"{features}", ["fill"] = $"{fill}", ["share"] = share, ["samples"] = samples, ["seed"] = seed };
    }

    /// <inheritdoc/>
    public override string Name => "faithfulness-correlation";

    /// <inheritdoc/>
    public override string Title => "Faithfulness correlation";

    /// <inheritdoc/>
    public override string Meaning => "whether removing sets of patches with more relevance lowers the score more";

    /// <inheritdoc/>
    public override Aspect Aspect => Aspect.Faithfulness;

    /// <inheritdoc/>
    public override Better Better => Better.Higher;

    /// <inheritdoc/>
    public override string Cost => $"{samples} passes";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters { get; }

    /// <inheritdoc/>
    protected override Func<EvaluationBatch<T>, BatchMeasurement> Start<T>(Explainer explainer, Shape imageShape)
    {
        var layout = features.For(imageShape);
        var size = Math.Clamp((int)Math.Round(share * layout.Count), 1, Math.Max(1, layout.Count - 1));
        return batch => new([.. RemovalCorrelation.Of(batch, features, fill, [size], samples, seed)
            .Select(bySize => Measured.OrNone(bySize[0], "Relevance or score does not vary between the sets of patches."))]);
    }
}

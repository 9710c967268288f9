using Relevance.Baselines;
using Relevance.Engine;
using Relevance.Maps;
using Relevance.Perturbation;

namespace Relevance.Metrics;

/// <summary>
/// Sensitivity-n: for several n, Pearson's correlation over random sets S of n features between Σ_{F∈S} R_F and f(x) − f(x without S); the value is
/// its mean over the n.
/// </summary>
/// <remarks>
/// Higher is better; from −1 to 1, chance gives 0. Small n judge single features, large n their sums. The values of n range from 1 to 80 % of the features,
/// evenly spaced in their logarithm. Curve: <c>correlation</c>, for each n. Costs one forward pass per set. Source: Ancona et al., Towards better understanding
/// of gradient-based attribution methods for deep neural networks, 2018, section 4.
/// </remarks>
public sealed class SensitivityN : Measure
{
    private readonly FeatureMask features;
    private readonly Baseline fill;
    private readonly int sizes, samples, seed;

    /// <summary>Creates the measure.</summary>
    /// <param name="features">Divides an image into features, each removed as a whole; at least 2.</param>
    /// <param name="fill">The values that replace removed features.</param>
    /// <param name="sizes">The maximum number of values of n, at least 1.</param>
    /// <param name="samples">The number of sets for each, at least 3.</param>
    /// <param name="seed">The seed of the random sets.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are too few sizes or sets.</exception>
    public SensitivityN(FeatureMask features, Baseline fill, int sizes = 6, int samples = 50, int seed = 0)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(fill);
        ArgumentOutOfRangeException.ThrowIfLessThan(sizes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 3);
        (this.features, this.fill, this.sizes, this.samples, this.seed) = (features, fill, sizes, samples, seed);
        Parameters = new Dictionary<string, object> { ["features"] = $"{features}", ["fill"] = $"{fill}", ["sizes"] = sizes, ["samples"] = samples, ["seed"] = seed };
    }

    /// <inheritdoc/>
    public override string Name => "sensitivity-n";

    /// <inheritdoc/>
    public override string Title => "Sensitivity-n";

    /// <inheritdoc/>
    public override string Meaning => "whether removing sets of few, some or many patches with more relevance lowers the score more";

    /// <inheritdoc/>
    public override Aspect Aspect => Aspect.Faithfulness;

    /// <inheritdoc/>
    public override Better Better => Better.Higher;

    /// <inheritdoc/>
    public override string Cost => $"{sizes * samples} passes";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters { get; }

    /// <inheritdoc/>
    protected override Func<EvaluationBatch<T>, BatchMeasurement> Start<T>(Explainer explainer, Shape imageShape)
    {
        var layout = features.For(imageShape);
        var largest = Math.Max(1, 0.8 * layout.Count);
        int[] ns = [.. Enumerable.Range(0, sizes).Select(i => (int)Math.Round(Elementary.Exponential(Elementary.Logarithm(largest) * (sizes == 1 ? 0 : i / (sizes - 1.0))))).Distinct()];
        return batch =>
        {
            var correlations = RemovalCorrelation.Of(batch, features, fill, ns, samples, seed);
            return new(
                [.. correlations.Select(row => Measured.OrNone(Sums.Of<double>(row) / row.Length, "Relevance or score does not vary between the sets of patches."))],
                new BatchCurve("correlation", "patches removed", [.. ns], correlations));
        };
    }
}

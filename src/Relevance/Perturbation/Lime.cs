using Relevance.Baselines;
using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Perturbation;

/// <summary>
/// LIME: a linear function β₀ + Σ_F β_F z_F of which features are present, fitted to the scores of random coalitions z near the image; R_F = β_F. Each value
/// of the image has the relevance of its feature.
/// </summary>
/// <remarks>
/// The image itself is the first coalition, in the others each feature is present with probability ½. A coalition of |z| of the M features has the weight
/// π(z) = exp(−d² / (2 σ²)), where d = 1 − √(|z| / M) is its cosine distance from the image and σ the kernel width. All images share the coalitions.
/// Solved in float64. Units: those of the score. Source: Ribeiro, Singh, Guestrin, "Why should I trust you?", 2016, section 3, with the kernel of the
/// authors' package.
/// </remarks>
public sealed class Lime : Explainer
{
    private readonly FeatureMask features;
    private readonly Baseline baseline;
    private readonly int samples, seed;
    private readonly double kernelWidth, strength;
    private readonly LimePenalty penalty;

    /// <summary>Prepares LIME.</summary>
    /// <param name="model">The model to explain.</param>
    /// <param name="features">Which values are one feature.</param>
    /// <param name="baseline">What takes the place of an absent feature.</param>
    /// <param name="samples">The number of coalitions, at least 2; fewer than features leave the weights to the penalty.</param>
    /// <param name="kernelWidth">σ, above 0; infinite for equal weights.</param>
    /// <param name="penalty">What keeps the weights small.</param>
    /// <param name="strength">λ, at least 0; null for 1 with ridge, as in the authors' package, and 0.01 with lasso, as in Captum.</param>
    /// <param name="seed">Which coalitions are drawn.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public Lime(
        Model model, FeatureMask features, Baseline baseline, int samples = 1000, double kernelWidth = 0.25,
        LimePenalty penalty = LimePenalty.Ridge, double? strength = null, int seed = 0) : base(model)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 2);
        if (!(kernelWidth > 0))
            throw new ArgumentOutOfRangeException(nameof(kernelWidth), kernelWidth, "The kernel width must be above 0.");
        this.strength = strength ?? (penalty == LimePenalty.Ridge ? 1 : 0.01);
        if (!(this.strength >= 0) || double.IsInfinity(this.strength))
            throw new ArgumentOutOfRangeException(nameof(strength), strength, "The strength of the penalty must be a finite number of at least 0.");
        (this.features, this.baseline, this.samples, this.kernelWidth, this.penalty, this.seed) = (features, baseline, samples, kernelWidth, penalty, seed);
        Parameters = new Dictionary<string, object>
        {
            ["features"] = $"{features}",
            ["baseline"] = $"{baseline}",
            ["samples"] = samples,
            ["kernel-width"] = kernelWidth,
            ["penalty"] = penalty == LimePenalty.Ridge ? "ridge" : "lasso",
            ["strength"] = this.strength,
            ["seed"] = seed,
        };
    }

    /// <inheritdoc/>
    public override string Name => "lime";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters { get; }

    /// <inheritdoc/>
    /// <remarks>Diagnostics: <c>fit-r-squared</c>, the share of the weighted variance of the scores that the linear function explains.</remarks>
    protected override BatchExplanation ExplainBatch(ImageBatch batch)
    {
        var layout = features.For(batch.Images.shape[1..]);
        var present = Coalitions.Even(layout.Count, samples, seed);
        var scores = new PerturbedScores(Model, batch, baseline);
        var others = scores.Of(samples - 1, (first, number) => layout.Spread(present.narrow(0, first + 1, number)));
        var values = cat([scores.OfImages, others], 0);

        var weights = Weights(present);
        // The image itself has weight 1.
        if (weights.sum().data<double>()[0] <= 1 + 1e-12)
            throw new ArgumentException($"With a kernel width of {kernelWidth} no coalition counts beside the image itself; choose a larger one, such as 0.25.");
        var column = weights.unsqueeze(1);
        // Weighted means taken off both sides take the intercept with them.
        var centred = present.Minus((present * column).sum([0]) / weights.sum());
        var means = (values * column).sum([0]) / weights.sum();
        var weighted = (centred * column).t().contiguous();
        var (gram, covariance) = (weighted.mm(centred), weighted.mm(values.Minus(means)));
        var coefficients = penalty == LimePenalty.Ridge ? Ridge(gram, covariance) : LassoOfEach(gram, covariance, weights.sum(), batch);
        var fit = Fit.RSquared(values, centred.mm(coefficients).Plus(means), weights);
        return new(scores.Scores, layout.Spread(coefficients.t().contiguous().to(batch.Images.dtype)), new Dictionary<string, Tensor> { ["fit-r-squared"] = fit });
    }

    private Tensor Weights(Tensor present)
    {
        var features = present.shape[1];
        return tensor(present.sum(1).data<double>().Select(size =>
        {
            var distance = 1 - Math.Sqrt(size / features);
            return Math.Exp(-distance * distance / (2 * kernelWidth * kernelWidth));
        }).ToArray());
    }

    private Tensor Ridge(Tensor gram, Tensor covariance) =>
        // The inverse, or where there is none the shortest of the solutions.
        linalg.pinv(gram.Plus(eye(gram.shape[0], dtype: ScalarType.Float64) * Scalars.Of(strength)), hermitian: true).mm(covariance);

    private Tensor LassoOfEach(Tensor gram, Tensor covariance, Tensor totalWeight, ImageBatch batch)
    {
        var normalised = (gram / totalWeight).contiguous().data<double>().ToArray();
        var perImage = (covariance / totalWeight).t().contiguous();
        var rows = new List<Tensor>();
        for (var image = 0L; image < batch.Count; image++)
        {
            batch.ThrowIfCancelled();
            rows.Add(tensor(Lasso.Solve(normalised, perImage[image].data<double>().ToArray(), strength)));
        }
        return stack(rows, 1);
    }
}

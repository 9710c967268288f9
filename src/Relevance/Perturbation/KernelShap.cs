using Relevance.Baselines;
using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Perturbation;

/// <summary>
/// KernelSHAP: the Shapley values as the best linear approximation of the score by which features are present. φ minimises
/// Σ_z π(z) (f(z) − f(x′) − Σ_F φ_F z_F)² under Σ_F φ_F = f(x) − f(x′), with the Shapley kernel π(z) = (M − 1) / (C(M, |z|) |z| (M − |z|)).
/// Each value of the image has the relevance of its feature.
/// </summary>
/// <remarks>
/// Over all coalitions z this is the Shapley value exactly; that is done where they are no more than the samples. Otherwise coalitions are drawn by π,
/// each with its complement, which halves the noise. All images share the coalitions. Solved in float64, in the form
/// φ = A⁻¹ (b − 1 (1ᵀA⁻¹b − Δf) / (1ᵀA⁻¹1)), A = Σ π z zᵀ, b = Σ π z (f(z) − f(x′)); with fewer independent coalitions than features, the
/// shortest of the best φ. Units: those of the score.
/// Source: Lundberg and Lee, A unified approach to interpreting model predictions, 2017, theorem 2; Covert and Lee, Improving KernelSHAP, 2021.
/// </remarks>
public sealed class KernelShap : Explainer
{
    private readonly FeatureMask features;
    private readonly Baseline baseline;
    private readonly int? samples;
    private readonly int seed;

    /// <summary>Prepares KernelSHAP.</summary>
    /// <param name="model">The model to explain.</param>
    /// <param name="features">Which values are one feature.</param>
    /// <param name="baseline">What takes the place of an absent feature.</param>
    /// <param name="samples">The number of coalitions, at least 2; null for 2 M + 2048 with M features, as in the authors' package.</param>
    /// <param name="seed">Which coalitions are drawn.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two samples.</exception>
    public KernelShap(Model model, FeatureMask features, Baseline baseline, int? samples = null, int seed = 0) : base(model)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(baseline);
        if (samples < 2)
            throw new ArgumentOutOfRangeException(nameof(samples), samples, "KernelSHAP needs at least 2 samples.");
        (this.features, this.baseline, this.samples, this.seed) = (features, baseline, samples, seed);
        Parameters = new Dictionary<string, object>
        {
            ["features"] = $"{features}",
            ["baseline"] = $"{baseline}",
            ["samples"] = samples is { } number ? number : "2M+2048",
            ["seed"] = seed,
        };
    }

    /// <inheritdoc/>
    public override string Name => "kernel-shap";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters { get; }

    /// <inheritdoc/>
    /// <remarks>Diagnostics: <c>fit-r-squared</c>, the share of the variance of f(z), weighted by the kernel, that the linear function explains.</remarks>
    protected override BatchExplanation ExplainBatch(ImageBatch batch)
    {
        var layout = features.For(batch.Images.shape[1..]);
        var scores = new PerturbedScores(Model, batch, baseline);
        var ofBaselines = scores.OfBaselines();
        var change = scores.OfImages.Minus(ofBaselines);
        if (layout.Count == 1)
            return Result(change, ones([batch.Count], ScalarType.Float64));

        var (present, weights) = Coalitions.ForKernelShap(layout.Count, samples ?? 2 * layout.Count + 2048, seed);
        var gains = scores.Of((int)present.shape[0], (first, number) => layout.Spread(present.narrow(0, first, number))).Minus(ofBaselines);
        var weighted = (present * weights.unsqueeze(1)).t().contiguous();
        var inverse = linalg.pinv(weighted.mm(present), hermitian: true);
        var free = inverse.mm(weighted.mm(gains));
        var direction = inverse.sum(1, keepdim: true);
        var values = free.Minus(direction * (free.sum([0], keepdim: true).Minus(change) / direction.sum()));
        return Result(values, Fit.RSquared(gains, present.mm(values), weights));

        BatchExplanation Result(Tensor perFeature, Tensor fit) => new(
            scores.Scores, layout.Spread(perFeature.t().contiguous().to(batch.Images.dtype)), new Dictionary<string, Tensor> { ["fit-r-squared"] = fit });
    }
}

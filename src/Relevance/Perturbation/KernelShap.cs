using Relevance.Baselines;
using Relevance.Maps;

namespace Relevance.Perturbation;

/// <summary>
/// KernelSHAP: the Shapley values as the best linear approximation of the score as a function of the features present. φ minimises Σ_z π(z) (f(z) − f(x′) − Σ_F
/// φ_F z_F)² under Σ_F φ_F = f(x) − f(x′), with the Shapley kernel π(z) = (M − 1) / (C(M, |z|) |z| (M − |z|)). Each value of the image gets the relevance of
/// its feature.
/// </summary>
/// <remarks>
/// Over all coalitions z, this is exactly the Shapley value; all are used if there are no more than <c>samples</c>. Otherwise coalitions are drawn by π, each
/// with its complement, which halves the noise. All images use the same coalitions. Solved in float64, in the form φ = A⁻¹ (b − 1 (1ᵀA⁻¹b − Δf) / (1ᵀA⁻¹1)), A
/// = Σ π z zᵀ, b = Σ π z (f(z) − f(x′)); with fewer independent coalitions than features, the solution of smallest norm. Units: those of the score. Source:
/// Lundberg and Lee, A unified approach to interpreting model predictions, 2017, theorem 2; Covert and Lee, Improving KernelSHAP, 2021.
/// </remarks>
public sealed class KernelShap : Explainer
{
    private readonly Prepared<Shape, Features> layouts;
    private readonly Prepared<int, Regression> regressions;
    private readonly Baseline baseline;

    /// <summary>Creates the method.</summary>
    /// <param name="model">The model to explain.</param>
    /// <param name="features">Divides an image into features: sets of values that are present or absent together.</param>
    /// <param name="baseline">The values that replace an absent feature.</param>
    /// <param name="samples">The number of coalitions, at least 2; null for 2 M + 2048 with M features, as in the authors' package.</param>
    /// <param name="seed">The seed with which the coalitions are drawn.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of coalitions is less than 2.</exception>
    public KernelShap(Model model, FeatureMask features, Baseline baseline, int? samples = null, int seed = 0) : base(model)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(baseline);
        if (samples < 2)
            throw new ArgumentOutOfRangeException(nameof(samples), samples, "KernelSHAP needs at least 2 samples.");
        this.baseline = baseline;
        layouts = new(features.For);
        regressions = new(count => new(Coalitions.ForKernelShap(count, samples ?? 2 * count + 2048, seed)));
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
    protected override BatchExplanation<T> ExplainBatch<T>(ImageBatch<T> batch)
    {
        var layout = layouts.For(batch.Images.ImageShape);
        var scores = new PerturbedScores<T>(Model, batch, baseline);
        var ofBaselines = scores.OfBaselines();
        var relevance = Tensors.Zeros<T>(batch.Count, batch.Images.ImageShape);
        var fit = new double[batch.Count];
        var regression = layout.Count == 1 ? null : regressions.For(layout.Count);
        var values = regression is null ? [] : scores.OfCoalitions(layout, regression.Coalitions.Count, regression.Coalitions.WritePresence);
        for (var image = 0; image < batch.Count; image++)
        {
            batch.ThrowIfCancelled();
            var change = scores.OfImages[image] - ofBaselines[image];
            (var perFeature, fit[image]) = regression?.Solve([.. values[image].Select(value => value - ofBaselines[image])], change) ?? ([change], 1);
            layout.Spread(perFeature, relevance.Image(image));
        }
        return new(scores.Scores, relevance) { Diagnostics = new Dictionary<string, double[]> { ["fit-r-squared"] = fit } };
    }

    /// <summary>The coalitions, and what of the solution depends on them alone.</summary>
    private sealed class Regression
    {
        private readonly double[] inverse, direction;
        private readonly double total;

        internal Regression(Coalitions coalitions)
        {
            Coalitions = coalitions;
            inverse = PseudoInverse.Of(coalitions.Products(coalitions.Weights), coalitions.Features);
            direction = PseudoInverse.Apply(inverse, [.. Enumerable.Repeat(1.0, coalitions.Features)]);
            total = Sums.Of<double>(direction);
        }

        internal Coalitions Coalitions { get; }

        /// <summary>φ, and R² of the fit.</summary>
        /// <param name="gains">f(z) − f(x′) of each coalition.</param>
        /// <param name="change">Δf.</param>
        internal (double[] Values, double Fit) Solve(double[] gains, double change)
        {
            var weights = Coalitions.Weights;
            var values = PseudoInverse.Apply(inverse, Coalitions.SumsOverCoalitions([.. gains.Zip(weights, (gain, weight) => gain * weight)]));
            Spans.AddProduct(values, -(Sums.Of<double>(values) - change) / total, direction);
            return (values, Perturbation.Fit.RSquared(gains, Coalitions.SumsOverFeatures(values), weights));
        }
    }
}

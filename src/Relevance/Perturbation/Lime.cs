using Relevance.Baselines;
using Relevance.Engine;
using Relevance.Maps;

namespace Relevance.Perturbation;

/// <summary>
/// LIME: a linear function β₀ + Σ_F β_F z_F of the features present, fitted to the scores of random coalitions z of features of the image; R_F = β_F. Each
/// value of the image gets the relevance of its feature.
/// </summary>
/// <remarks>
/// The image itself is one of the coalitions; in the others each feature is present with probability ½. A coalition of |z| of the M features has the weight
/// π(z) = exp(−d² / (2 σ²)), where d = 1 − √(|z| / M) is its cosine distance from the image and σ the kernel width. All images use the same coalitions. Solved
/// in float64. Units: those of the score. Source: Ribeiro, Singh, Guestrin, "Why should I trust you?", 2016, section 3, with the kernel of the authors'
/// package.
/// </remarks>
public sealed class Lime : Explainer
{
    private readonly Prepared<Shape, Features> layouts;
    private readonly Prepared<int, Regression> regressions;
    private readonly Baseline baseline;

    /// <summary>Creates the method.</summary>
    /// <param name="model">The model to explain.</param>
    /// <param name="features">Divides an image into features: sets of values that are present or absent together.</param>
    /// <param name="baseline">The values that replace an absent feature.</param>
    /// <param name="samples">The number of coalitions, at least 2; with fewer coalitions than features, the penalty determines the weights.</param>
    /// <param name="kernelWidth">σ, above 0; infinity gives all coalitions equal weights.</param>
    /// <param name="penalty">The penalty on the weights β.</param>
    /// <param name="strength">The strength λ of the penalty, at least 0; null for 1 with ridge, as in the authors' package, and 0.01 with lasso, as in
    /// Captum.</param>
    /// <param name="seed">The seed with which the coalitions are drawn.</param>
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
        var lambda = strength ?? (penalty == LimePenalty.Ridge ? 1 : 0.01);
        if (!(lambda >= 0) || double.IsInfinity(lambda))
            throw new ArgumentOutOfRangeException(nameof(strength), strength, "The strength of the penalty must be a finite number of at least 0.");
        this.baseline = baseline;
        layouts = new(features.For);
        regressions = new(count => new(Coalitions.Even(count, samples, seed), kernelWidth, penalty, lambda));
        Parameters = new Dictionary<string, object>
        {
            ["features"] = $"{features}",
            ["baseline"] = $"{baseline}",
            ["samples"] = samples,
            ["kernel-width"] = kernelWidth,
            ["penalty"] = penalty == LimePenalty.Ridge ? "ridge" : "lasso",
            ["strength"] = lambda,
            ["seed"] = seed,
        };
    }

    /// <inheritdoc/>
    public override string Name => "lime";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters { get; }

    /// <inheritdoc/>
    /// <remarks>Diagnostics: <c>fit-r-squared</c>, the share of the weighted variance of the scores that the linear function explains.</remarks>
    protected override BatchExplanation<T> ExplainBatch<T>(ImageBatch<T> batch)
    {
        var layout = layouts.For(batch.Images.ImageShape);
        var regression = regressions.For(layout.Count);
        var scores = new PerturbedScores<T>(Model, batch, baseline);
        // The last coalition, the image itself, is known.
        var others = scores.OfCoalitions(layout, regression.Coalitions.Count - 1, regression.Coalitions.WritePresence);
        var relevance = Tensors.Zeros<T>(batch.Count, batch.Images.ImageShape);
        var fit = new double[batch.Count];
        for (var image = 0; image < batch.Count; image++)
        {
            batch.ThrowIfCancelled();
            (var perFeature, fit[image]) = regression.Solve([.. others[image], scores.OfImages[image]]);
            layout.Spread(perFeature, relevance.Image(image));
        }
        return new(scores.Scores, relevance) { Diagnostics = new Dictionary<string, double[]> { ["fit-r-squared"] = fit } };
    }

    /// <summary>The coalitions, and what of the solution depends on them alone.</summary>
    private sealed class Regression
    {
        private readonly Coalitions absent;
        private readonly double[] weights, means, gram, inverse;
        private readonly double total, strength;

        internal Regression(Coalitions coalitions, double kernelWidth, LimePenalty penalty, double strength)
        {
            var features = coalitions.Features;
            (Coalitions, this.strength) = (coalitions, strength);
            weights = [.. Enumerable.Range(0, coalitions.Count).Select(Weight)];
            total = Sums.Of<double>(weights);
            // The image itself has weight 1.
            if (total <= 1 + 1e-12)
                throw new ArgumentException($"With a kernel width of {kernelWidth} no coalition counts beside the image itself; choose a larger one, such as 0.25.");
            // Weighted means taken off both sides take the intercept with them. Of a = 1 − z and not of z: the image itself, which may have nearly all of the
            // weight, then adds nothing.
            absent = coalitions.Complements();
            means = [.. absent.SumsOverCoalitions(weights).Select(sum => sum / total)];
            gram = absent.Products(weights);
            for (var feature = 0; feature < features; feature++)
                Spans.AddProduct(gram.AsSpan(feature * features, features), -total * means[feature], means);
            inverse = [];
            if (penalty == LimePenalty.Lasso)
            {
                foreach (ref var value in gram.AsSpan())
                    value /= total;
                return;
            }
            for (var feature = 0; feature < features; feature++)
                gram[feature * features + feature] += strength;
            inverse = PseudoInverse.Of(gram, features);

            double Weight(int z)
            {
                var distance = (1 - Math.Sqrt((double)coalitions.SizeOf(z) / features)) / kernelWidth;
                return Elementary.Exponential(-distance * distance / 2);
            }
        }

        internal Coalitions Coalitions { get; }

        /// <summary>β, and R² of the fit.</summary>
        /// <param name="values">f(z) of each coalition.</param>
        internal (double[] Coefficients, double Fit) Solve(double[] values)
        {
            var mean = Sums.Product<double>(values, weights) / total;
            var covariance = absent.SumsOverCoalitions([.. values.Zip(weights, (value, weight) => -weight * (value - mean))]);
            if (inverse.Length == 0)
            {
                foreach (ref var value in covariance.AsSpan())
                    value /= total;
            }
            var coefficients = inverse.Length == 0 ? Lasso.Solve(gram, covariance, strength) : PseudoInverse.Apply(inverse, covariance);
            var full = mean + Sums.Product<double>(means, coefficients);
            return (coefficients, Perturbation.Fit.RSquared(values, [.. absent.SumsOverFeatures(coefficients).Select(sum => full - sum)], weights));
        }
    }
}

using System.Numerics;
using System.Numerics.Tensors;
using Relevance.Baselines;

namespace Relevance.Gradients;

/// <summary>Integrated gradients: R_i = (x_i − x′_i) ∫₀¹ ∂f/∂x_i at x′ + t (x − x′) dt, along the straight path from a baseline x′ to x.</summary>
/// <remarks>
/// Complete: Σ_i R_i = f(x) − f(x′), except for the error of the numerical integration. The diagnostic <c>completeness-error</c> reports this error for each
/// image, in units of the score; the diagnostic <c>steps</c> reports the number of gradients computed. Units: those of the score. Source: Sundararajan, Taly,
/// Yan, Axiomatic attribution for deep networks, 2017.
/// </remarks>
public sealed class IntegratedGradients : Explainer
{
    private readonly DifferentiableModel model;
    private readonly Baseline baseline;
    private readonly int steps;
    private readonly IntegrationRule rule;
    private readonly double tolerance;
    private readonly int mostSteps;

    /// <summary>Creates the method.</summary>
    /// <param name="model">The model to explain.</param>
    /// <param name="baseline">The baseline x′, at which the path begins.</param>
    /// <param name="steps">The number of points on the path at which gradients are computed, at least 1.</param>
    /// <param name="rule">The quadrature rule: the positions and weights of these points.</param>
    /// <param name="tolerance">The largest allowed completeness error, in units of the score: for each image, the number of steps is doubled until the error is
    /// not larger. 0 to use <paramref name="steps"/> unchanged.</param>
    /// <param name="mostSteps">The largest number of steps; they are not doubled beyond it, even if the error is still too large.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of steps is less than 1, or the tolerance is negative.</exception>
    public IntegratedGradients(
        DifferentiableModel model, Baseline baseline, int steps = 50, IntegrationRule rule = IntegrationRule.GaussLegendre, double tolerance = 0, int mostSteps = 1600)
        : base(model)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(tolerance);
        (this.model, this.baseline, this.steps, this.rule, this.tolerance, this.mostSteps) = (model, baseline, steps, rule, tolerance, mostSteps);
        Parameters = new Dictionary<string, object>
        {
            ["baseline"] = $"{baseline}",
            ["steps"] = steps,
            ["rule"] = NameOf(rule),
            ["tolerance"] = tolerance,
            ["most-steps"] = mostSteps,
        };
    }

    /// <inheritdoc/>
    public override string Name => "integrated-gradients";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters { get; }

    /// <inheritdoc/>
    protected override BatchExplanation<T> ExplainBatch<T>(ImageBatch<T> batch)
    {
        var scores = model.Scores(batch.Images, batch.Cancellation);
        var direction = batch.Direction(scores);
        var starts = baseline.For(batch.Images);
        var gains = Gains(batch, starts, scores, direction);
        var relevance = Integrate(batch, starts, direction, steps);
        var errors = Errors(relevance, gains);
        double[] used = [.. Enumerable.Repeat((double)steps, batch.Count)];

        for (var more = 2 * steps; tolerance > 0 && more <= mostSteps; more *= 2)
        {
            int[] open = [.. Enumerable.Range(0, batch.Count).Where(i => Math.Abs(errors[i]) > tolerance)];
            if (open.Length == 0)
                break;
            var closer = Integrate(batch.Select(open, direction), Tensors.Select(starts, open), Tensors.Select(direction, open), more);
            foreach (var (place, image) in open.Index())
            {
                closer.Image(place).CopyTo(relevance.Image(image));
                used[image] = more;
            }
            errors = Errors(relevance, gains);
        }
        return new(scores, relevance) { Diagnostics = new Dictionary<string, double[]> { ["completeness-error"] = errors, ["steps"] = used } };
    }

    /// <summary>f(x) − f(x′) of each image. A baseline that all images share goes through the model once.</summary>
    private double[] Gains<T>(ImageBatch<T> batch, Tensor<T> starts, Tensor<T> scores, Tensor<T> direction)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var atStarts = model.Scores(baseline.DependsOnImage ? starts : Tensors.Range(starts, 0, 1), batch.Cancellation);
        return [.. Sums.PerImage(scores, direction).Select((score, i) => score - Sums.Product<T>(atStarts.Image(baseline.DependsOnImage ? i : 0), direction.Image(i)))];
    }

    private Tensor<T> Integrate<T>(ImageBatch<T> batch, Tensor<T> starts, Tensor<T> direction, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (points, weights) = Quadrature.Of(rule, count);
        var shape = batch.Images.ImageShape;
        var means = Tensors.Zeros<double>(batch.Count, shape);
        batch.ForEachVariant(count, (step, i, point) => Segment.Write(starts.Image(i), batch.Images.Image(i), points[step], point), direction,
            variants => model.ScoresAndGradient(variants.Images, variants.Choose, variants.Cancellation).Gradient,
            (step, i, gradient) =>
            {
                var mean = means.Image(i);
                for (var j = 0; j < mean.Length; j++)
                    mean[j] += weights[step] * double.CreateTruncating(gradient[j]);
            });
        var relevance = Tensors.Zeros<T>(batch.Count, shape);
        var values = relevance.Values;
        var images = batch.Images.Values;
        var origins = starts.Values;
        for (var j = 0; j < values.Length; j++)
            values[j] = T.CreateTruncating(means.Values[j] * double.CreateTruncating(images[j] - origins[j]));
        return relevance;
    }

    private static double[] Errors<T>(Tensor<T> relevance, double[] gains)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => [.. Sums.PerImage(relevance).Zip(gains, (total, gain) => total - gain)];

    /// <summary>A rule's name in kebab case, as in the notation of methods.</summary>
    internal static string NameOf(IntegrationRule rule) => rule == IntegrationRule.GaussLegendre ? "gauss-legendre" : $"{rule}".ToLowerInvariant();
}

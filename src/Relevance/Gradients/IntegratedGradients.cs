using Relevance.Baselines;
using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Gradients;

/// <summary>Integrated gradients: R_i = (x_i − x′_i) ∫₀¹ ∂f/∂x_i at x′ + t (x − x′) dt, along the straight path from a baseline x′ to x.</summary>
/// <remarks>
/// Complete: Σ_i R_i = f(x) − f(x′) but for the error of the numerical integration, which is reported for each image as the diagnostic
/// <c>completeness-error</c>, in units of the score; <c>steps</c> says how many gradients were taken. Units: those of the score.
/// Source: Sundararajan, Taly, Yan, Axiomatic attribution for deep networks, 2017.
/// </remarks>
public sealed class IntegratedGradients : Explainer
{
    private readonly Baseline baseline;
    private readonly int steps;
    private readonly IntegrationRule rule;
    private readonly double tolerance;
    private readonly int mostSteps;

    /// <summary>Prepares the method.</summary>
    /// <param name="model">The model to explain.</param>
    /// <param name="baseline">Where the path begins.</param>
    /// <param name="steps">The number of gradients along the path, at least 1.</param>
    /// <param name="rule">Where they are taken.</param>
    /// <param name="tolerance">
    /// The largest completeness error, in units of the score: the steps are doubled, image by image, until it is met. 0 to take the steps as they are.
    /// </param>
    /// <param name="mostSteps">Beyond so many steps they are not doubled, whatever the error.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is less than one step, or the tolerance is negative.</exception>
    public IntegratedGradients(
        Model model, Baseline baseline, int steps = 50, IntegrationRule rule = IntegrationRule.GaussLegendre, double tolerance = 0, int mostSteps = 1600) : base(model)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(tolerance);
        (this.baseline, this.steps, this.rule, this.tolerance, this.mostSteps) = (baseline, steps, rule, tolerance, mostSteps);
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
    protected override BatchExplanation ExplainBatch(ImageBatch batch)
    {
        var scores = Model.Scores(batch.Images);
        var direction = batch.Direction(scores);
        var start = baseline.For(batch.Images);
        var expected = (scores * direction).sum(1).Minus((Model.Scores(start) * direction).sum(1)).to(ScalarType.Float64);
        var relevance = Integrate(batch, direction, steps);
        var error = Error(relevance, expected);
        double[] used = [.. Enumerable.Repeat((double)steps, (int)batch.Count)];

        for (var more = 2 * steps; tolerance > 0 && more <= mostSteps; more *= 2)
        {
            var errors = error.data<double>().ToArray();
            long[] open = [.. Enumerable.Range(0, errors.Length).Where(i => Math.Abs(errors[i]) > tolerance).Select(i => (long)i)];
            if (open.Length == 0)
                break;
            var places = tensor(open);
            var chosenDirection = direction.index_select(0, places);
            relevance.index_copy_(0, places, Integrate(batch.Select(open, chosenDirection), chosenDirection, more));
            error = Error(relevance, expected);
            foreach (var i in open)
                used[i] = more;
        }
        return new(scores, relevance, new Dictionary<string, Tensor> { ["completeness-error"] = error, ["steps"] = tensor(used) });
    }

    private Tensor Integrate(ImageBatch batch, Tensor direction, int count)
    {
        var start = baseline.For(batch.Images);
        var way = batch.Images.Minus(start);
        var mean = zeros_like(batch.Images);
        var (points, weights) = Quadrature.Of(rule, count);
        batch.ForEachVariant(count, step => start.Plus(way, points[step]), direction,
            variants => Model.ScoresAndGradient(variants.Images, variants.Direction).Gradient,
            (step, gradient) => mean.Increase(gradient, weights[step]));
        return mean * way;
    }

    private static Tensor Error(Tensor relevance, Tensor expected) => relevance.to(ScalarType.Float64).flatten(1).sum(1).Minus(expected);

    /// <summary>A rule's name in kebab case, as in the notation of methods.</summary>
    internal static string NameOf(IntegrationRule rule) => rule == IntegrationRule.GaussLegendre ? "gauss-legendre" : $"{rule}".ToLowerInvariant();
}

using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Interpretation;

/// <summary>
/// Projected gradient ascent of several points at once, each with a step size of its own: x′ = P(x + t ∇f), where P puts each value back into its
/// range. The first t tried is the spectral step s·s / s·y of Barzilai and Borwein (s: the last move, y: how much the gradient fell along it); a step
/// that gains too little is taken back and t made shorter.
/// </summary>
/// <remarks>
/// Source: Birgin, Martínez, Raydan, Nonmonotone spectral projected gradient methods on convex sets, 2000; here monotone.
/// </remarks>
internal sealed class Ascent
{
    /// <summary>The share of the gain promised by the gradient that a step must bring (Armijo's condition).</summary>
    private const double Share = 1e-4;
    private const double ShortestStep = 1e-12, LongestStep = 1e6;

    /// <summary>Over how many steps the objective must have risen to go on.</summary>
    private const int Window = 20;

    private readonly Func<Tensor, (Tensor Values, Tensor Gradient)> function;
    private readonly double low, high, tolerance;
    private readonly double[] values, steps;
    private readonly bool[] over;
    private readonly List<double>[] histories;
    private Tensor gradient;

    internal Ascent(Tensor start, Func<Tensor, (Tensor Values, Tensor Gradient)> function, double low, double high, double tolerance)
    {
        (this.function, this.low, this.high, this.tolerance) = (function, low, high, tolerance);
        Points = start.clone();
        (var first, gradient) = function(Points);
        values = ActivationMaximization.Doubles(first);
        if (Array.FindIndex(values, value => !double.IsFinite(value)) is var wrong and >= 0)
            throw new ArgumentException($"The objective at start {wrong} is {values[wrong]}; nothing can be climbed from there.");
        steps = new double[values.Length];
        over = new bool[values.Length];
        histories = [.. values.Select(value => new List<double> { value })];
        // As far as changes a value by about 1.
        var slopes = Largest(gradient);
        for (var i = 0; i < steps.Length; i++)
            steps[i] = Limit(1 / slopes[i]);
    }

    /// <summary>Where the points are.</summary>
    internal Tensor Points { get; private set; }

    internal bool IsOver => over.All(ended => ended);

    /// <summary>The function at the start and after each step tried while the point was not at rest.</summary>
    internal IReadOnlyList<IReadOnlyList<double>> Histories => histories;

    internal IReadOnlyList<bool> Converged => over;

    /// <summary>Tries one step of each point that is not at rest.</summary>
    internal void Try()
    {
        using var scope = NewDisposeScope();
        var candidates = Project(Points.Plus(gradient * PerPoint(steps)));
        var (found, foundGradient) = function(candidates);
        var foundValues = ActivationMaximization.Doubles(found);
        var move = candidates.Minus(Points);
        var promised = Dot(move, gradient);
        var (length, fall) = (Dot(move, move), Dot(move, gradient.Minus(foundGradient)));
        var accepted = new bool[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (over[i])
                continue;
            var gain = foundValues[i] - values[i];
            // NaN is not accepted either.
            accepted[i] = length[i] > 0 && gain >= Share * promised[i];
            if (accepted[i])
            {
                values[i] = foundValues[i];
                steps[i] = Limit(fall[i] > 0 ? length[i] / fall[i] : 4 * steps[i]);
            }
            else
            {
                steps[i] = Shorter(steps[i], gain, promised[i]);
                over[i] = steps[i] < ShortestStep || !(length[i] > 0);
            }
            histories[i].Add(values[i]);
            over[i] |= histories[i].Count > Window && values[i] - histories[i][^(Window + 1)] <= tolerance;
        }
        var mask = PerPoint(Array.ConvertAll(accepted, yes => yes ? 1.0 : 0)).to(ScalarType.Bool);
        (var before, var gradientBefore) = (Points, gradient);
        Points = where(mask, candidates, before).MoveToOuterDisposeScope();
        gradient = where(mask, foundGradient, gradientBefore).MoveToOuterDisposeScope();
        before.Dispose();
        gradientBefore.Dispose();
    }

    /// <summary>The step at which the parabola through what is known has its top, within a tenth and a half of the last.</summary>
    private static double Shorter(double step, double gain, double promised)
    {
        var top = step * promised / (2 * (promised - gain));
        return double.IsFinite(top) ? Math.Clamp(top, 0.1 * step, 0.5 * step) : 0.1 * step;
    }

    private static double Limit(double step) => double.IsNaN(step) ? 1 : Math.Clamp(step, ShortestStep, LongestStep);

    private Tensor Project(Tensor points) =>
        double.IsNegativeInfinity(low) && double.IsPositiveInfinity(high) ? points : points.clamp(Scalars.Of(low), Scalars.Of(high));

    private Tensor PerPoint(double[] numbers) => tensor(numbers).to(Points.dtype).reshape([numbers.Length, .. Enumerable.Repeat(1L, (int)Points.dim() - 1)]);

    private static double[] Dot(Tensor a, Tensor b) => ActivationMaximization.Doubles((a * b).flatten(1).sum(1));

    private static double[] Largest(Tensor values) => ActivationMaximization.Doubles(values.abs().flatten(1).amax([1]));
}

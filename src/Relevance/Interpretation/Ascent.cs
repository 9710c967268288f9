using System.Numerics;
using System.Numerics.Tensors;

namespace Relevance.Interpretation;

/// <summary>
/// Projected gradient ascent of several points at once, each with a step size of its own: x′ = P(x + t ∇f), where P puts each value back into its
/// range. The first t tried is the spectral step s·s / s·y of Barzilai and Borwein (s: the last move, y: how much the gradient fell along it); a step
/// that gains too little is taken back and t made shorter.
/// </summary>
/// <remarks>
/// Source: Birgin, Martínez, Raydan, Nonmonotone spectral projected gradient methods on convex sets, 2000; here monotone.
/// </remarks>
internal sealed class Ascent<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The share of the gain promised by the gradient that a step must bring (Armijo's condition).</summary>
    private const double Share = 1e-4;
    private const double ShortestStep = 1e-12, LongestStep = 1e6;

    /// <summary>Over how many steps the objective must have risen to go on.</summary>
    private const int Window = 20;

    private readonly Func<Tensor<T>, (double[] Values, Tensor<T> Gradient)> function;
    private readonly T low, high;
    private readonly double tolerance;
    private readonly double[] values, steps;
    private readonly bool[] over;
    private readonly List<double>[] histories;
    private readonly Tensor<T> gradient;

    /// <param name="start">Where the points are at first; moved from there.</param>
    /// <param name="first">The number of the first of them among all, for messages.</param>
    /// <param name="function">What is raised: its values and gradients at some points.</param>
    /// <param name="low">The least value that a point may have.</param>
    /// <param name="high">The greatest.</param>
    /// <param name="tolerance">A point is at rest when a window of steps raised the function by no more.</param>
    internal Ascent(Tensor<T> start, int first, Func<Tensor<T>, (double[] Values, Tensor<T> Gradient)> function, double low, double high, double tolerance)
    {
        (this.function, this.low, this.high, this.tolerance) = (function, T.CreateTruncating(low), T.CreateTruncating(high), tolerance);
        Points = start;
        (values, gradient) = function(Points);
        if (Array.FindIndex(values, value => !double.IsFinite(value)) is var wrong and >= 0)
            throw new ArgumentException($"The objective at start {first + wrong} is {values[wrong]}; nothing can be climbed from there.");
        steps = new double[values.Length];
        over = new bool[values.Length];
        histories = [.. values.Select(value => new List<double> { value })];
        // As far as changes a value by about 1.
        for (var i = 0; i < steps.Length; i++)
            steps[i] = Limit(1 / Largest(gradient.Image(i)));
    }

    /// <summary>Where the points are.</summary>
    internal Tensor<T> Points { get; }

    internal bool IsOver => Array.TrueForAll(over, ended => ended);

    /// <summary>The function at the start and after each step tried while the point was not at rest.</summary>
    internal IReadOnlyList<IReadOnlyList<double>> Histories => histories;

    internal IReadOnlyList<bool> Converged => over;

    /// <summary>Tries one step of each point that is not at rest.</summary>
    internal void Try()
    {
        var candidates = Tensors.Zeros<T>(values.Length, Points.ImageShape);
        for (var i = 0; i < values.Length; i++)
        {
            if (over[i])
                Points.Image(i).CopyTo(candidates.Image(i));
            else
                Step(Points.Image(i), gradient.Image(i), steps[i], candidates.Image(i));
        }
        var (foundValues, foundGradient) = function(candidates);
        for (var i = 0; i < values.Length; i++)
        {
            if (!over[i])
                Judge(i, candidates.Image(i), foundValues[i], foundGradient.Image(i));
        }
    }

    private void Judge(int i, ReadOnlySpan<T> candidate, double found, ReadOnlySpan<T> foundGradient)
    {
        var point = Points.Image(i);
        var slope = gradient.Image(i);
        var (length, promised, fall) = (0.0, 0.0, 0.0);
        for (var p = 0; p < point.Length; p++)
        {
            var move = double.CreateTruncating(candidate[p]) - double.CreateTruncating(point[p]);
            length += move * move;
            promised += move * double.CreateTruncating(slope[p]);
            fall += move * (double.CreateTruncating(slope[p]) - double.CreateTruncating(foundGradient[p]));
        }
        var gain = found - values[i];
        // NaN is not accepted either.
        if (length > 0 && gain >= Share * promised)
        {
            values[i] = found;
            steps[i] = Limit(fall > 0 ? length / fall : 4 * steps[i]);
            candidate.CopyTo(point);
            foundGradient.CopyTo(slope);
        }
        else
        {
            steps[i] = Shorter(steps[i], gain, promised);
            over[i] = steps[i] < ShortestStep || !(length > 0);
        }
        histories[i].Add(values[i]);
        over[i] |= histories[i].Count > Window && values[i] - histories[i][^(Window + 1)] <= tolerance;
    }

    private void Step(ReadOnlySpan<T> point, ReadOnlySpan<T> slope, double step, Span<T> candidate)
    {
        for (var p = 0; p < point.Length; p++)
        {
            var value = T.CreateTruncating(double.CreateTruncating(point[p]) + step * double.CreateTruncating(slope[p]));
            candidate[p] = value < low ? low : value > high ? high : value;
        }
    }

    /// <summary>The step at which the parabola through what is known has its top, between a tenth and a half of the last.</summary>
    private static double Shorter(double step, double gain, double promised)
    {
        var top = step * promised / (2 * (promised - gain));
        return double.IsFinite(top) ? Math.Clamp(top, 0.1 * step, 0.5 * step) : 0.1 * step;
    }

    private static double Limit(double step) => double.IsNaN(step) ? 1 : Math.Clamp(step, ShortestStep, LongestStep);

    private static double Largest(ReadOnlySpan<T> slope)
    {
        var largest = 0.0;
        foreach (var value in slope)
            largest = Math.Max(largest, Math.Abs(double.CreateTruncating(value)));
        return largest;
    }
}

using System.Numerics;
using System.Numerics.Tensors;

namespace Relevance.Interpretation;

/// <summary>
/// Activation maximisation: max_x objective(x) + strength · log p(x), from given starting points, with each value kept in a range. It finds a prototype of a
/// class as the network sees it, or an input that activates a hidden unit most.
/// </summary>
/// <remarks>
/// Each point is optimised separately by projected gradient ascent with spectral step sizes and backtracking line search (<see cref="Ascent{T}"/>): the
/// objective never decreases, nothing is random, and the result for a point does not depend on the other points. The result is a local maximum; which one
/// depends on the start. Source: Erhan et al., Visualizing higher-layer features of a deep network, 2009; Simonyan et al., Deep inside convolutional networks,
/// 2013; Montavon, Samek, Müller, Methods for interpreting and understanding deep neural networks, 2018, section 3.
/// </remarks>
/// <param name="model">The model that maps points to scores; use a <see cref="GeneratedModel"/> to search the code space of a decoder.</param>
/// <param name="objective">The function of the scores to maximise.</param>
/// <param name="expert">The log-density that keeps points plausible; null for none.</param>
/// <param name="strength">The weight of the expert, at least 0: λ for <see cref="Experts.SquaredDistance"/>; 1 for a density in its own right.</param>
/// <exception cref="ArgumentOutOfRangeException">The strength is negative or not finite.</exception>
public sealed class ActivationMaximization(DifferentiableModel model, Objective objective, Expert? expert = null, double strength = 1)
{
    private readonly DifferentiableModel model = model ?? throw new ArgumentNullException(nameof(model));
    private readonly Objective objective = objective ?? throw new ArgumentNullException(nameof(objective));
    private readonly double weight = double.IsFinite(strength) && strength >= 0
        ? strength
        : throw new ArgumentOutOfRangeException(nameof(strength), strength, "The strength of an expert is a finite number, at least 0.");

    /// <summary>The lower bound of each value of a point; −∞ for no bound.</summary>
    public double Low { get; init; } = double.NegativeInfinity;

    /// <summary>The upper bound of each value of a point; ∞ for no bound.</summary>
    public double High { get; init; } = double.PositiveInfinity;

    /// <summary>The maximum number of steps tried for each point, at least 1. Each costs one gradient.</summary>
    public int Steps { get; init; } = 500;

    /// <summary>
    /// The tolerance of convergence: a point has converged when the last 20 steps together increased the objective by no more than this; at least 0, in the
    /// objective's units.
    /// </summary>
    public double Tolerance { get; init; } = 1e-6;

    /// <summary>Maximises the objective from each starting point.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>: the type of points, scores and gradients.</typeparam>
    /// <param name="start">The starting points, [N, …], within the range; N at least 1.</param>
    /// <param name="options">Batch size, threads, progress (in points), cancellation; null for the defaults.</param>
    /// <exception cref="ArgumentException">The start is empty, not finite, out of range, or does not fit the model, the objective or the expert.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public Maximization<T> Maximize<T>(Tensor<T> start, ExplainOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentOutOfRangeException.ThrowIfLessThan(Steps, 1, nameof(Steps));
        if (!(Tolerance >= 0))
            throw new ArgumentOutOfRangeException(nameof(Tolerance), Tolerance, "The tolerance must be at least 0.");
        if (!(Low < High))
            throw new ArgumentException($"The range from {Low} to {High} is empty.");
        start = Usable(start);
        var parts = Batches.Compute(start.ImageCount, model.ComputesSideBySide, options ?? ExplainOptions.Default, (first, count, within) =>
            Climb(Tensors.Range(start, first, count), first, within));
        return new(
            Tensors.Join([.. parts.Select(part => part.Ascent.Points)]), Tensors.Join([.. parts.Select(part => part.Scores)]), [.. parts.SelectMany(part => part.Values)],
            [.. parts.SelectMany(part => part.Ascent.Histories)], [.. parts.SelectMany(part => part.Ascent.Converged)]);
    }

    private Part<T> Climb<T>(Tensor<T> start, int first, ExplainOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var cancellation = options.CancellationToken;
        var ascent = new Ascent<T>(start, first, points => Evaluate(points, first, cancellation), Low, High, Tolerance);
        for (var step = 0; step < Steps && !ascent.IsOver; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            ascent.Try();
            options.Progress?.Report(start.ImageCount * (step + 1.0) / Steps);
        }
        var scores = model.Scores(ascent.Points, cancellation);
        var values = new double[start.ImageCount];
        Directions.Of(scores, (point, own, gradient) => values[point] = objective.Of(first + point, own, gradient));
        return new(ascent, scores, values);
    }

    /// <summary>The whole objective, expert included, and its gradient.</summary>
    private (double[] Values, Tensor<T> Gradient) Evaluate<T>(Tensor<T> points, int first, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var values = new double[points.ImageCount];
        var (_, gradient) = model.ScoresAndGradient(points, (point, scores, direction) => values[point] = objective.Of(first + point, scores, direction), cancellation);
        if (expert is null)
            return (values, gradient);
        var (densities, slopes) = expert.At(Wide(points), first);
        for (var i = 0; i < values.Length; i++)
            values[i] += weight * densities[i];
        var sum = gradient.Values;
        var slope = slopes.Values;
        for (var i = 0; i < sum.Length; i++)
            sum[i] = T.CreateTruncating(double.CreateTruncating(sum[i]) + weight * slope[i]);
        return (values, gradient);
    }

    private Tensor<T> Usable<T>(Tensor<T> start)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (start.Rank < 2 || start.FlattenedLength == 0)
            throw new ArgumentException($"Starts of shape [{string.Join(", ", start.Lengths.ToArray())}] cannot be climbed from; give [N, …] with N at least 1.", nameof(start));
        start = Tensors.Dense(start);
        var (least, greatest) = (start.Values[0], start.Values[0]);
        foreach (var value in start.Values)
            (least, greatest) = (T.Min(least, value), T.Max(greatest, value));
        // The reverse of the comparison also catches NaN.
        if (!(least >= T.CreateTruncating(Low) && greatest <= T.CreateTruncating(High) && T.IsFinite(least) && T.IsFinite(greatest)))
            throw new ArgumentException($"The start holds values from {least} to {greatest}; they must be finite and between {Low} and {High}.", nameof(start));
        objective.RequireFor(start.ImageCount);
        return start;
    }

    private static Tensor<double> Wide<T>(Tensor<T> points)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (points is Tensor<double> already)
            return already;
        var values = points.Values;
        var wide = new double[values.Length];
        for (var i = 0; i < wide.Length; i++)
            wide[i] = double.CreateTruncating(values[i]);
        return Tensors.Of(wide, points.ImageCount, points.ImageShape);
    }

    private sealed record Part<T>(Ascent<T> Ascent, Tensor<T> Scores, double[] Values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

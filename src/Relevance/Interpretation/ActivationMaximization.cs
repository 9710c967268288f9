using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Interpretation;

/// <summary>
/// Activation maximisation: max_x objective(x) + strength · log p(x), from given starts, with each value kept in a range. What a network takes a
/// class to look like, or what excites a hidden unit most.
/// </summary>
/// <remarks>
/// Each point climbs by itself, by projected gradient ascent with spectral step sizes and backtracking line search (<see cref="Ascent"/>): the
/// objective never falls and nothing is random. The result is a local maximum; which one depends on the start.
/// Source: Erhan et al., Visualizing higher-layer features of a deep network, 2009; Simonyan et al., Deep inside convolutional networks, 2013;
/// Montavon, Samek, Müller, Methods for interpreting and understanding deep neural networks, 2018, section 3.
/// </remarks>
/// <param name="model">From points to scores; a <see cref="GeneratedModel"/> to search the code space of a decoder.</param>
/// <param name="objective">What is raised.</param>
/// <param name="expert">What is known about the points; null for nothing.</param>
/// <param name="strength">The weight of the expert, at least 0: λ for <see cref="Experts.SquaredDistance"/>; 1 for a density in its own right.</param>
/// <exception cref="ArgumentOutOfRangeException">The strength is negative or not finite.</exception>
public sealed class ActivationMaximization(Model model, Objective objective, Expert? expert = null, double strength = 1)
{
    private readonly TorchSharp.Scalar weight = Scalars.Of(double.IsFinite(strength) && strength >= 0
        ? strength
        : throw new ArgumentOutOfRangeException(nameof(strength), strength, "The strength of an expert is a finite number, at least 0."));

    /// <summary>The least value that a point may have; −∞ for no bound.</summary>
    public double Low { get; init; } = double.NegativeInfinity;

    /// <summary>The greatest value that a point may have; ∞ for no bound.</summary>
    public double High { get; init; } = double.PositiveInfinity;

    /// <summary>The most steps tried for each point, at least 1. Each costs one gradient.</summary>
    public int Steps { get; init; } = 500;

    /// <summary>A point is at rest when 20 steps together raised the objective by no more than this; at least 0, in the objective's units.</summary>
    public double Tolerance { get; init; } = 1e-6;

    /// <summary>Climbs from each start.</summary>
    /// <param name="start">[N, …], within the range; N at least 1.</param>
    /// <param name="options">Batch size, progress (in points), cancellation (between steps); null for the defaults.</param>
    /// <exception cref="ArgumentException">The start is empty, not finite, out of range, or does not fit the objective or the expert.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public Maximization Maximize(Tensor start, ExplainOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(start);
        TorchRuntime.Initialize();
        options ??= ExplainOptions.Default;
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1, nameof(ExplainOptions.BatchSize));
        ArgumentOutOfRangeException.ThrowIfLessThan(Steps, 1, nameof(Steps));
        if (!(Tolerance >= 0))
            throw new ArgumentOutOfRangeException(nameof(Tolerance), Tolerance, "The tolerance must be at least 0.");
        if (!(Low < High))
            throw new ArgumentException($"The range from {Low} to {High} is empty.");
        Require(start);
        using var nothing = no_grad();
        using var scope = NewDisposeScope();
        List<Tensor> points = [], scores = [];
        List<double> values = [];
        List<IReadOnlyList<double>> histories = [];
        List<bool> converged = [];
        for (long first = 0; first < start.shape[0]; first += options.BatchSize)
        {
            using var batchScope = NewDisposeScope();
            var batch = start.narrow(0, first, Math.Min(options.BatchSize, start.shape[0] - first)).to(model.ElementType).contiguous();
            var place = first;
            var ascent = new Ascent(batch, x => Evaluate(x, place), Low, High, Tolerance);
            for (var step = 0; step < Steps && !ascent.IsOver; step++)
            {
                options.CancellationToken.ThrowIfCancellationRequested();
                ascent.Try();
            }
            var end = model.Scores(ascent.Points);
            points.Add(ascent.Points.MoveToOuterDisposeScope());
            values.AddRange(Doubles(objective.Of(end, first).Values));
            scores.Add(end.MoveToOuterDisposeScope());
            histories.AddRange(ascent.Histories);
            converged.AddRange(ascent.Converged);
            options.Progress?.Report(first + batch.shape[0]);
        }
        GC.KeepAlive(this);
        return new Maximization(cat(points, 0).DetachFromDisposeScope(), cat(scores, 0).DetachFromDisposeScope(), values, histories, converged);
    }

    internal static double[] Doubles(Tensor values)
    {
        using var scope = NewDisposeScope();
        return values.to(ScalarType.Float64).contiguous().data<double>().ToArray();
    }

    private (Tensor Values, Tensor Gradient) Evaluate(Tensor points, long first)
    {
        Tensor? values = null;
        var (_, gradient) = model.ScoresAndGradient(points, scores =>
        {
            var (found, direction) = objective.Of(scores, first);
            // The model disposes of what is made while it works.
            values = found.DetachFromDisposeScope();
            return direction;
        });
        using var owned = values!;
        if (expert is null)
            return (owned.clone(), gradient);
        var (density, slope) = expert.At(points, first);
        return (owned.add(density, weight), gradient.add(slope, weight));
    }

    private void Require(Tensor start)
    {
        if (start.dim() < 2 || start.numel() == 0)
            throw new ArgumentException($"Starts of shape [{string.Join(", ", start.shape)}] cannot be climbed from; give [N, …] with N at least 1.", nameof(start));
        if (!start.is_floating_point())
            throw new ArgumentException($"Starts of type {start.dtype} cannot be climbed from; give floating-point numbers.", nameof(start));
        using var scope = NewDisposeScope();
        var (least, greatest) = (Doubles(start.min())[0], Doubles(start.max())[0]);
        // The reverse of the comparison also catches NaN.
        if (!(least >= Low && greatest <= High && double.IsFinite(least) && double.IsFinite(greatest)))
            throw new ArgumentException($"The start holds values from {least} to {greatest}; they must be finite and between {Low} and {High}.", nameof(start));
        objective.RequireFor(start.shape[0]);
    }
}

using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Evaluation;

/// <summary>
/// Max-sensitivity: max over random changes d of ‖R(x + d) − R(x)‖₂ / ‖R(x)‖₂, each value of d drawn evenly from −r to r: how much an explanation changes
/// when nothing that a person would see does.
/// </summary>
/// <remarks>
/// Lower is better; a map that never changes scores 0, so read it beside a measure of faithfulness. Costs one explanation per change.
/// Source: Yeh et al., On the (in)fidelity and sensitivity of explanations, 2019, definition 4.1; relative to the norm as in Captum.
/// </remarks>
public sealed class MaxSensitivity : Measure
{
    private readonly double radius;
    private readonly int samples, seed;

    /// <summary>Prepares the measure.</summary>
    /// <param name="radius">r in the model's normalised units, above 0.</param>
    /// <param name="samples">The number of changes, at least 1.</param>
    /// <param name="seed">Decides the changes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The radius or the number of changes is out of range.</exception>
    public MaxSensitivity(double radius = 0.02, int samples = 10, int seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(radius);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        (this.radius, this.samples, this.seed) = (radius, samples, seed);
        Parameters = new Dictionary<string, object> { ["radius"] = radius, ["samples"] = samples, ["seed"] = seed };
    }

    /// <inheritdoc/>
    public override string Name => "max-sensitivity";

    /// <inheritdoc/>
    public override string Title => "Max-sensitivity";

    /// <inheritdoc/>
    public override string Meaning => "how much the map changes at most, as a fraction of itself, under noise that nobody sees";

    /// <inheritdoc/>
    public override Aspect Aspect => Aspect.Stability;

    /// <inheritdoc/>
    public override Better Better => Better.Lower;

    /// <inheritdoc/>
    public override string Cost => $"{samples} explanations";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters { get; }

    /// <summary>Changes to use as they are instead of random ones, [samples, N, C, H, W]: to compare with other libraries.</summary>
    internal Tensor? Given { get; init; }

    private protected override Func<EvaluationBatch, BatchMeasurement> Start(Explainer explainer, long[] imageShape) => batch =>
    {
        var randoms = batch.Randoms(seed);
        var largest = new double[batch.Count];
        batch.ExplainVariants(samples, sample =>
        {
            var change = Given is { } given
                ? given[sample].narrow(0, batch.First, batch.Count)
                : Draws.Each(randoms, imageShape, random => radius * (2 * random.NextDouble() - 1));
            return batch.Images.Plus(change.to(batch.Images.dtype));
        }, (_, relevance) =>
        {
            var distances = Norms(relevance.Minus(batch.Relevance));
            for (var i = 0; i < largest.Length; i++)
                largest[i] = Math.Max(largest[i], distances[i]);
        });
        return new([.. largest.Zip(Norms(batch.Relevance), (distance, norm) => Measured.OrNone(distance / norm, "All relevances are 0."))]);
    };

    private static double[] Norms(Tensor values) => [.. EvaluationBatch.PerImage(values).Select(row => Math.Sqrt(row.Sum(value => value * value)))];
}

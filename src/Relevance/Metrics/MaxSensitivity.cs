using System.Numerics;
using System.Numerics.Tensors;
using Relevance.Maps;

namespace Relevance.Metrics;

/// <summary>
/// Max-sensitivity: max over random changes d of ‖R(x + d) − R(x)‖₂ / ‖R(x)‖₂, each value of d drawn uniformly from −r to r: how much an explanation changes
/// under imperceptible changes of the image.
/// </summary>
/// <remarks>
/// Lower is better. A map that never changes scores 0; interpret the measure together with one of faithfulness. Costs one explanation per change. Source: Yeh
/// et al., On the (in)fidelity and sensitivity of explanations, 2019, definition 4.1; relative to the norm as in Captum.
/// </remarks>
public sealed class MaxSensitivity : Measure
{
    private readonly double radius;
    private readonly int samples, seed;

    /// <summary>Creates the measure.</summary>
    /// <param name="radius">The largest change r of a value, in the model's normalised units, above 0.</param>
    /// <param name="samples">The number of changes, at least 1.</param>
    /// <param name="seed">The seed of the random changes.</param>
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
    public override string Meaning => "the largest relative change of the map under imperceptible noise";

    /// <inheritdoc/>
    public override Aspect Aspect => Aspect.Stability;

    /// <inheritdoc/>
    public override Better Better => Better.Lower;

    /// <inheritdoc/>
    public override string Cost => $"{samples} explanations";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters { get; }

    /// <summary>Changes to use unchanged in place of random ones, [samples, N, …]; for comparisons with other libraries.</summary>
    internal Tensor<double>? Given { get; init; }

    /// <inheritdoc/>
    protected override Func<EvaluationBatch<T>, BatchMeasurement> Start<T>(Explainer explainer, Shape imageShape) => batch =>
    {
        var largest = new double[batch.Count];
        batch.ExplainVariants(samples, (sample, image, values) =>
        {
            var original = batch.Images.Image(image);
            var draws = new Draws(Given, batch.Random(image, seed), sample, batch.First + image, values.Length);
            for (var i = 0; i < values.Length; i++)
                values[i] = original[i] + T.CreateTruncating(draws.Given(i) ?? radius * (2 * draws.Uniform(i) - 1));
        }, (_, image, relevance) => largest[image] = Math.Max(largest[image], Distance(relevance, batch.Relevances[image])));
        return new([.. largest.Zip(batch.Relevances, (distance, own) => Measured.OrNone(distance / Math.Sqrt(Sums.Product<double>(own, own)), "All relevances are 0."))]);
    };

    private static double Distance<T>(ReadOnlySpan<T> relevance, double[] own)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var squares = 0.0;
        for (var i = 0; i < own.Length; i++)
        {
            var difference = double.CreateTruncating(relevance[i]) - own[i];
            squares += difference * difference;
        }
        return Math.Sqrt(squares);
    }
}

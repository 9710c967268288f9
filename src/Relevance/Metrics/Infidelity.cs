using System.Numerics.Tensors;
using Relevance.Maps;

namespace Relevance.Metrics;

/// <summary>
/// Infidelity: mean over random perturbations I of (Σ_i I_i R_i − (f(x) − f(x − I)))², with I normal noise: how well R, taken as a gradient, predicts the
/// effect of small changes on the score.
/// </summary>
/// <remarks>
/// Lower is better; 0 for the gradient of a linear score. For methods in units of score per input (gradients and their averages); to judge relevance that
/// decomposes the score itself, use <see cref="RemovalInfidelity"/>. Costs one forward pass per perturbation. Units: score². Source: Yeh et al., On the
/// (in)fidelity and sensitivity of explanations, 2019, definition 2.1 and section 3.
/// </remarks>
public sealed class Infidelity : InfidelityMeasure
{
    private readonly double noise;

    /// <summary>Creates the measure.</summary>
    /// <param name="noise">The standard deviation of the noise in the model's normalised units, above 0.</param>
    /// <param name="samples">The number of perturbations, at least 1.</param>
    /// <param name="scaled">Whether R is first multiplied by the best-fitting factor, so that methods with different units can be compared; this also forgives
    /// a reversed sign.</param>
    /// <param name="seed">The seed of the noise.</param>
    /// <exception cref="ArgumentOutOfRangeException">The noise or the number of perturbations is out of range.</exception>
    public Infidelity(double noise = 0.1, int samples = 20, bool scaled = false, int seed = 0)
        : base("infidelity", "Infidelity", [new("noise", noise)], samples, scaled, seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(noise);
        this.noise = noise;
    }

    /// <inheritdoc/>
    public override string Meaning => "the error with which the map, taken as a gradient, predicts the effect of noise on the score";

    /// <summary>Perturbations to use unchanged in place of random ones, [samples, N, …]; for comparisons with other libraries.</summary>
    internal Tensor<double>? Given { get; init; }

    /// <inheritdoc/>
    protected override Func<EvaluationBatch<T>, BatchMeasurement> Start<T>(Explainer explainer, Shape imageShape) => batch =>
    {
        var room = new double[imageShape.Size];
        return Judge(batch, (noise, Given), Perturb, Foretell);

        void Perturb(int sample, int image, Span<T> values)
        {
            var original = batch.Images.Image(image);
            var perturbation = Perturbation(sample, image, new double[values.Length]);
            for (var i = 0; i < values.Length; i++)
                values[i] = original[i] - T.CreateTruncating(perturbation[i]);
        }

        // Σ_i I_i R_i for perturbation I.
        double Foretell(int sample, int image) => Sums.Product<double>(Perturbation(sample, image, room), batch.Relevances[image]);

        double[] Perturbation(int sample, int image, double[] values)
        {
            new Draws(Given, batch.Random(image, Seed), sample, batch.First + image, values.Length).Write(noise, values);
            return values;
        }
    };
}

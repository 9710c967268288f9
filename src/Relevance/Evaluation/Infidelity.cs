using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Evaluation;

/// <summary>
/// Infidelity: mean over random perturbations I of (Σ_i I_i R_i − (f(x) − f(x − I)))², with I normal noise: how well R, taken as a gradient, foretells
/// what small changes do to the score.
/// </summary>
/// <remarks>
/// Lower is better; 0 for the gradient of a linear score. For methods in units of score per input (gradients and their averages); relevances that share
/// out the score itself are judged by <see cref="RemovalInfidelity"/>. Costs one pass per perturbation. Units: score².
/// Source: Yeh et al., On the (in)fidelity and sensitivity of explanations, 2019, definition 2.1 and section 3.
/// </remarks>
public sealed class Infidelity : Measure
{
    private readonly double noise;
    private readonly bool scaled;
    private readonly int samples, seed;

    /// <summary>Prepares the measure.</summary>
    /// <param name="noise">The standard deviation of the noise in the model's normalised units, above 0.</param>
    /// <param name="samples">The number of perturbations, at least 1.</param>
    /// <param name="scaled">Whether R is first multiplied by the factor that fits best, which makes the units of methods comparable, but forgives a turned sign.</param>
    /// <param name="seed">Decides the noise.</param>
    /// <exception cref="ArgumentOutOfRangeException">The noise or the number of perturbations is out of range.</exception>
    public Infidelity(double noise = 0.1, int samples = 20, bool scaled = false, int seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(noise);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        (this.noise, this.samples, this.scaled, this.seed) = (noise, samples, scaled, seed);
        Parameters = new Dictionary<string, object> { ["noise"] = noise, ["samples"] = samples, ["scaled"] = scaled, ["seed"] = seed };
    }

    /// <inheritdoc/>
    public override string Name => scaled ? "infidelity-scaled" : "infidelity";

    /// <inheritdoc/>
    public override string Title => scaled ? "Infidelity, scaled" : "Infidelity";

    /// <inheritdoc/>
    public override string Meaning => "how badly the map, taken as a gradient, foretells what noise does to the score";

    /// <inheritdoc/>
    public override Aspect Aspect => Aspect.Faithfulness;

    /// <inheritdoc/>
    public override Better Better => Better.Lower;

    /// <inheritdoc/>
    public override string Cost => $"{samples} passes";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters { get; }

    /// <summary>Perturbations to use as they are instead of random ones, [samples, N, C, H, W]: to compare with other libraries.</summary>
    internal Tensor? Given { get; init; }

    private protected override Func<EvaluationBatch, BatchMeasurement> Start(Explainer explainer, long[] imageShape) => batch =>
    {
        var key = (nameof(Infidelity), noise, samples, seed);
        var lost = Given is null ? batch.OfImages(key, Lost) : Lost();
        var foretold = Given is null ? batch.OfExplanation(key, Foretold) : Foretold();
        return new(SquaredErrors.Means(foretold, lost, scaled));

        double[][] Lost()
        {
            var perturbation = Perturbations();
            return SquaredErrors.Lost(batch, samples, sample => batch.Images.Minus(perturbation(sample).to(batch.Images.dtype)));
        }

        double[][] Foretold() => SquaredErrors.Foretold(batch, samples, Perturbations());

        // The same ones each time that they are asked for from the first on.
        Func<int, Tensor> Perturbations()
        {
            var randoms = batch.Randoms(seed);
            return sample => Given is { } given
                ? given[sample].narrow(0, batch.First, batch.Count).to(ScalarType.Float64)
                : Draws.Each(randoms, imageShape, random => noise * Draws.Normal(random));
        }
    };
}

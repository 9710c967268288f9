using System.Numerics;

namespace Relevance.Metrics;

/// <summary>Base class of measures of infidelity: the mean over perturbations of the image of (predicted loss − actual loss of the score)².</summary>
public abstract class InfidelityMeasure : Measure
{
    private readonly string name, title;
    private readonly bool scaled;

    /// <summary>Creates the measure.</summary>
    /// <param name="name">The name if R is not scaled.</param>
    /// <param name="title">The title if R is not scaled.</param>
    /// <param name="own">The parameters of the perturbations.</param>
    /// <param name="samples">The number of perturbations, at least 1.</param>
    /// <param name="scaled">Whether R is first multiplied by the factor that fits best.</param>
    /// <param name="seed">The seed of the perturbations.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of perturbations is less than 1.</exception>
    private protected InfidelityMeasure(string name, string title, IEnumerable<KeyValuePair<string, object>> own, int samples, bool scaled, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        (this.name, this.title, this.scaled, Samples, Seed) = (name, title, scaled, samples, seed);
        Parameters = new Dictionary<string, object>(own) { ["samples"] = samples, ["scaled"] = scaled, ["seed"] = seed };
    }

    /// <inheritdoc/>
    public sealed override string Name => scaled ? $"{name}-scaled" : name;

    /// <inheritdoc/>
    public sealed override string Title => scaled ? $"{title}, scaled" : title;

    /// <inheritdoc/>
    public sealed override Aspect Aspect => Aspect.Faithfulness;

    /// <inheritdoc/>
    public sealed override Better Better => Better.Lower;

    /// <inheritdoc/>
    public sealed override string Cost => $"{Samples} passes";

    /// <inheritdoc/>
    public sealed override IReadOnlyDictionary<string, object> Parameters { get; }

    private protected int Samples { get; }

    private protected int Seed { get; }

    /// <summary>The measure for a batch.</summary>
    /// <param name="batch">The images.</param>
    /// <param name="perturbations">The parameters of the perturbations, apart from their number and the seed.</param>
    /// <param name="perturb">Writes an image perturbed by one of them.</param>
    /// <param name="predict">Computes the loss of the score that the relevance predicts for it.</param>
    private protected BatchMeasurement Judge<T>(EvaluationBatch<T> batch, object perturbations, VariantWriter<T> perturb, Func<int, int, double> predict)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var key = (name, perturbations, Samples, Seed);
        var lost = batch.OfImages(key, () => batch.ScoresLost(Samples, perturb));
        var predicted = batch.OfExplanation(key, double[][] () =>
            [.. lost.Select((_, image) => Enumerable.Range(0, Samples).Select(sample => predict(sample, image)).ToArray())]);
        return new([.. predicted.Zip(lost, MeanSquare)]);
    }

    private Measured MeanSquare(double[] predicted, double[] lost)
    {
        var factor = scaled ? Factor(predicted, lost) : 1;
        var sum = 0.0;
        for (var sample = 0; sample < lost.Length; sample++)
        {
            var error = factor * predicted[sample] - lost[sample];
            sum += error * error;
        }
        return new(sum / lost.Length);
    }

    /// <summary>The factor β that minimises Σ (β a − b)²; 0 where the relevance predicts no change.</summary>
    private static double Factor(double[] a, double[] b)
    {
        var squares = Sums.Product<double>(a, a);
        return squares == 0 ? 0 : Sums.Product<double>(a, b) / squares;
    }
}

using System.Numerics;
using Relevance.Baselines;
using Relevance.Perturbation;

namespace Relevance.Metrics;

/// <summary>Defines the values that replace removed features of an image.</summary>
public abstract record Imputation
{
    /// <summary>Fills with a baseline, which does not depend on the features removed.</summary>
    /// <param name="baseline">The baseline, such as <see cref="Baseline.Black"/>.</param>
    public static Imputation By(Baseline baseline)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        return new ByBaseline(baseline);
    }

    /// <summary>
    /// Noisy linear imputation (ROAD): each removed value becomes the weighted mean of its eight neighbours, with weight 2 for one at a side and 1 for one at a
    /// corner, plus a little noise. Since neighbours can be removed too, the values are the solution of a system of linear equations. They leave no edges that
    /// would show the model which pixels were removed.
    /// </summary>
    /// <remarks>
    /// Neighbours outside the image do not count. If all pixels are removed, every value is the mean of the image. Channels are filled one by one. Source: Rong
    /// et al., A consistent and efficient evaluation strategy for attribution methods, 2022, section 4.3 with the weights of the authors' program.
    /// </remarks>
    /// <param name="noise">The standard deviation of the noise in the model's normalised units, 0 or more.</param>
    public static Imputation NoisyLinear(double noise = 0.01) => noise >= 0 && double.IsFinite(noise)
        ? new LinearImputation(noise)
        : throw new ArgumentOutOfRangeException(nameof(noise), noise, "The standard deviation of the noise is a finite number of at least 0.");

    /// <summary>Fills with a baseline; see <see cref="By"/>.</summary>
    public static implicit operator Imputation(Baseline baseline) => By(baseline);

    /// <summary>What is appended to the names of measures that use it; empty for a baseline.</summary>
    internal virtual string Suffix => "";

    /// <summary>Writes the name with its parameters.</summary>
    public abstract override string ToString();

    /// <summary>Prepares to remove features from images.</summary>
    /// <param name="batch">The images.</param>
    /// <param name="features">The features.</param>
    /// <param name="seed">The seed of a random fill.</param>
    internal abstract Removal<T> Begin<T>(EvaluationBatch<T> batch, Features features, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    private sealed record ByBaseline(Baseline Baseline) : Imputation
    {
        public override string ToString() => $"{Baseline}";

        internal override Removal<T> Begin<T>(EvaluationBatch<T> batch, Features features, int seed) => new Replacement<T>(batch.Images, features, Baseline);
    }
}

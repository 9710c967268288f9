using System.Numerics;
using Relevance.Baselines;
using Relevance.Perturbation;

namespace Relevance.Metrics;

/// <summary>What takes the place of what is removed from an image.</summary>
public abstract record Imputation
{
    /// <summary>A baseline, which does not depend on what is removed.</summary>
    /// <param name="baseline">Such as <see cref="Baseline.Black"/>.</param>
    public static Imputation By(Baseline baseline)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        return new ByBaseline(baseline);
    }

    /// <summary>
    /// Noisy linear imputation (ROAD): each value that is removed is the weighted mean of its eight neighbours, 2 for one beside it and 1 for one across a
    /// corner, of which some are removed themselves: a system of linear equations; then a little noise is added. What was removed leaves no edge that
    /// would tell the model where it was.
    /// </summary>
    /// <remarks>
    /// Neighbours outside the image do not count. Where nothing is left, every value is the mean of the image. Channels are filled one by one.
    /// Source: Rong et al., A consistent and efficient evaluation strategy for attribution methods, 2022, section 4.3 and its program's weights.
    /// </remarks>
    /// <param name="noise">The standard deviation of the noise in the model's normalised units, 0 or more.</param>
    public static Imputation NoisyLinear(double noise = 0.01) => noise >= 0 && double.IsFinite(noise)
        ? new LinearImputation(noise)
        : throw new ArgumentOutOfRangeException(nameof(noise), noise, "The standard deviation of the noise is a finite number of at least 0.");

    /// <summary>A baseline, which does not depend on what is removed.</summary>
    public static implicit operator Imputation(Baseline baseline) => By(baseline);

    /// <summary>What is appended to the names of measures that use it; empty for a baseline.</summary>
    internal virtual string Suffix => "";

    /// <summary>The name, with its parameters.</summary>
    public abstract override string ToString();

    /// <summary>Prepares to remove features from images.</summary>
    /// <param name="batch">The images.</param>
    /// <param name="features">The features.</param>
    /// <param name="seed">Decides what is random.</param>
    internal abstract Removal<T> Begin<T>(EvaluationBatch<T> batch, Features features, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    private sealed record ByBaseline(Baseline Baseline) : Imputation
    {
        public override string ToString() => $"{Baseline}";

        internal override Removal<T> Begin<T>(EvaluationBatch<T> batch, Features features, int seed) => new Replacement<T>(batch.Images, features, Baseline);
    }
}

using Relevance.Baselines;
using Relevance.Perturbation;
using static TorchSharp.torch;

namespace Relevance.Evaluation;

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

    /// <summary>Begins to remove features from images.</summary>
    /// <param name="batch">The images, which stay as they are.</param>
    /// <param name="features">The features.</param>
    /// <param name="seed">Decides what is random.</param>
    internal abstract Removing Begin(EvaluationBatch batch, Features features, int seed);

    private sealed record ByBaseline(Baseline Baseline) : Imputation
    {
        public override string ToString() => $"{Baseline}";

        internal override Removing Begin(EvaluationBatch batch, Features features, int seed) => new Replacing(batch.Images, features, Baseline.For(batch.Images));
    }

    /// <summary>Only what is removed is written.</summary>
    private sealed class Replacing : Removing
    {
        private readonly Tensor values, filled, places;

        internal Replacing(Tensor images, Features features, Tensor fill)
            : base(images.clone())
        {
            var count = images.shape[0];
            (values, filled, places) = (Current.view(count, -1), fill.expand_as(Current).reshape(count, -1), features.Places());
        }

        internal override void Remove(long[] which)
        {
            var removed = places.index_select(0, tensor(which));
            values.scatter_(1, removed, filled.gather(1, removed));
        }
    }
}

/// <summary>Images from which features are removed, one after the other.</summary>
/// <param name="current">The images as they are now, [n, C, H, W]; changed by each removal.</param>
internal abstract class Removing(Tensor current)
{
    internal Tensor Current { get; } = current;

    /// <summary>Removes one feature of each image.</summary>
    internal abstract void Remove(long[] which);

    /// <summary>Brings <see cref="Current"/> up to date, for fills that look at all that is gone.</summary>
    internal virtual void Fill()
    {
    }
}

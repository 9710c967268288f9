using System.Numerics;
using System.Numerics.Tensors;

namespace Relevance.Averaging;

/// <summary>
/// Base class of methods that explain noisy copies x + n of each image with another method and summarise the explanations. The noise n is normal with the
/// standard deviation σ = noise · (max x − min x).
/// </summary>
/// <remarks>
/// The same noise n/σ is used for every image, so that the explanation of an image does not depend on the others. Each copy is explained for the class of its
/// original. Source of the scale: Smilkov et al., SmoothGrad: removing noise by adding noise, 2017, section 2.
/// </remarks>
public abstract class NoisyCopies : WrappingExplainer
{
    private readonly int samples;
    private readonly double noise;
    // A Noise<T> for each type of numbers.
    private readonly Prepared<(Type Type, int Values), object> drawn;

    private protected NoisyCopies(Explainer explainer, int samples, double noise, int seed) : base(explainer)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        if (!(noise >= 0) || double.IsInfinity(noise))
            throw new ArgumentOutOfRangeException(nameof(noise), noise, "The noise is a finite number of at least 0, a fraction of each image's range of values.");
        (this.samples, this.noise) = (samples, noise);
        drawn = new(key => key.Type == typeof(float) ? new Noise<float>(seed, samples, key.Values) : new Noise<double>(seed, samples, key.Values));
        OwnParameters = new Dictionary<string, object> { ["samples"] = samples, ["noise"] = noise, ["seed"] = seed };
    }

    /// <inheritdoc/>
    protected sealed override IReadOnlyDictionary<string, object> OwnParameters { get; }

    /// <summary>Noise to add unchanged in place of random noise, [samples, N, …]; for comparisons with other libraries.</summary>
    internal Tensor<double>? Given { get; init; }

    /// <summary>Whether the variance of the relevances is asked for, or their mean alone.</summary>
    private protected abstract bool NeedsVariance { get; }

    /// <inheritdoc/>
    protected sealed override BatchExplanation<T> ExplainBatch<T>(ImageBatch<T> batch)
    {
        var scores = Model.Scores(batch.Images, batch.Cancellation);
        var direction = batch.Direction(scores);
        var values = batch.Images.ImageShape.Size;
        var numbers = Given is null ? (Noise<T>)drawn.For((typeof(T), values)) : null;
        T[] deviations = [.. Enumerable.Range(0, batch.Count).Select(image => T.CreateTruncating(noise) * RangeOf<T>(batch.Images.Image(image)))];
        // One of the results, for its shape.
        Tensor<T>? found = null;
        Moments<T>? moments = null;
        batch.ForEachVariant(samples, Copy, direction, copies => found = ExplainWrapped(copies).Relevance, (_, image, relevance) =>
        {
            moments ??= new(batch.Count, found!.ImageShape, NeedsVariance);
            moments.Add(image, relevance);
        });
        return new(scores, Summarize(moments!));

        void Copy(int sample, int image, Span<T> copy)
        {
            batch.Images.Image(image).CopyTo(copy);
            if (numbers is not null)
            {
                Spans.AddProduct(copy, deviations[image], numbers.Of(sample));
                return;
            }
            var given = Given!.Image(sample).Slice(batch.Places[image] * values, values);
            for (var i = 0; i < copy.Length; i++)
                copy[i] += T.CreateTruncating(given[i]);
        }
    }

    /// <summary>Computes the result from the moments of the copies' relevances.</summary>
    private protected abstract Tensor<T> Summarize<T>(Moments<T> moments)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    private static T RangeOf<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (low, high) = (values[0], values[0]);
        foreach (var value in values)
            (low, high) = (T.Min(low, value), T.Max(high, value));
        return high - low;
    }
}

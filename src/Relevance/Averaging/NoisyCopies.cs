using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Averaging;

/// <summary>
/// A method that lets another explain noisy copies x + n of each image, n normal with the standard deviation σ = noise · (max x − min x), and
/// summarises what it finds.
/// </summary>
/// <remarks>
/// The same noise n/σ is added to every image: an image is explained as it is alone. Each copy is explained for the class of its original.
/// Source of the scale: Smilkov et al., SmoothGrad: removing noise by adding noise, 2017, section 2.
/// </remarks>
public abstract class NoisyCopies : WrappingExplainer
{
    private readonly int samples;
    private readonly double noise;
    private readonly int seed;

    private protected NoisyCopies(Explainer explainer, int samples, double noise, int seed) : base(explainer)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        if (!(noise >= 0) || double.IsInfinity(noise))
            throw new ArgumentOutOfRangeException(nameof(noise), noise, "The noise is a finite number of at least 0, a fraction of each image's range of values.");
        (this.samples, this.noise, this.seed) = (samples, noise, seed);
        OwnParameters = new Dictionary<string, object> { ["samples"] = samples, ["noise"] = noise, ["seed"] = seed };
    }

    /// <inheritdoc/>
    protected sealed override IReadOnlyDictionary<string, object> OwnParameters { get; }

    /// <summary>Noise to add as it is instead of random one, [samples, N, C, H, W]: to compare with other libraries.</summary>
    internal Tensor? Given { get; init; }

    /// <inheritdoc/>
    protected sealed override BatchExplanation ExplainBatch(ImageBatch batch)
    {
        var scores = Model.Scores(batch.Images);
        var direction = batch.Direction(scores);
        var flat = batch.Images.flatten(1);
        var deviation = (flat.amax([1]).Minus(flat.amin([1])) * Scalars.Of(noise)).reshape([-1, .. Enumerable.Repeat(1L, (int)batch.Images.dim() - 1)]);
        using var random = new Generator((ulong)seed);
        var moments = new Moments();
        batch.ForEachVariant(samples,
            sample => batch.Images.Plus(Given is { } given
                ? given[sample].index_select(0, tensor(batch.Places.ToArray())).to(batch.Images.dtype)
                // Drawn in float64, so that both types see the same noise.
                : deviation * randn([1, .. batch.Images.shape[1..]], ScalarType.Float64, generator: random).to(batch.Images.dtype)),
            direction, variants => ExplainWrapped(variants).Relevance, (_, relevance) => moments.Add(relevance));
        return new(scores, Summarize(moments));
    }

    /// <summary>What becomes of the relevances of the copies.</summary>
    private protected abstract Tensor Summarize(Moments moments);
}

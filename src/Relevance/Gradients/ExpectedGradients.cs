using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Gradients;

/// <summary>
/// Expected gradients, also known as GradientSHAP: R_i = E[(x_i − b_i) ∂f/∂x_i at b + α (x − b)], integrated gradients averaged over baselines b
/// drawn from given images, with α uniform in [0, 1].
/// </summary>
/// <remarks>
/// The expectation is the mean over a number of draws of (b, α), the same draws for every image: an image is explained as it is alone. In
/// expectation Σ_i R_i = f(x) − E f(b); the diagnostic <c>completeness-error</c> is what this sample misses, in units of the score. Units: those of
/// the score. Source: Erion et al., Improving performance of deep learning models with axiomatic attribution priors and expected gradients, 2021;
/// Lundberg, Lee, A unified approach to interpreting model predictions, 2017.
/// </remarks>
public sealed class ExpectedGradients : Explainer
{
    private readonly Tensor baselines;
    private readonly int samples;
    private readonly int seed;

    /// <summary>Prepares the method.</summary>
    /// <param name="model">The model to explain.</param>
    /// <param name="baselines">[M, C, H, W] in normalised units, M at least 1; copied.</param>
    /// <param name="samples">The number of draws, at least 1.</param>
    /// <param name="seed">Decides the draws.</param>
    /// <exception cref="ArgumentException">There are no baselines.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is less than one draw.</exception>
    public ExpectedGradients(Model model, Tensor baselines, int samples = 50, int seed = 0) : base(model)
    {
        ArgumentNullException.ThrowIfNull(baselines);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        if (baselines.dim() < 2 || baselines.shape[0] == 0)
            throw new ArgumentException($"Baselines of shape [{string.Join(", ", baselines.shape)}] are none; give [M, C, H, W] with M at least 1.", nameof(baselines));
        using (no_grad())
            this.baselines = baselines.detach().clone().DetachFromDisposeScope();
        (this.samples, this.seed) = (samples, seed);
        Parameters = new Dictionary<string, object> { ["samples"] = samples, ["seed"] = seed, ["baselines"] = baselines.shape[0] };
    }

    /// <inheritdoc/>
    public override string Name => "expected-gradients";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters { get; }

    /// <summary>Draws to use instead of random ones, for each sample the baseline and α of each image in its place: to compare with other libraries.</summary>
    internal Func<int, IReadOnlyList<long>, (long[] Baselines, double[] Alphas)>? Given { get; init; }

    /// <inheritdoc/>
    protected override BatchExplanation ExplainBatch(ImageBatch batch)
    {
        if (!baselines.shape.AsSpan()[1..].SequenceEqual(batch.Images.shape.AsSpan()[1..]))
            throw new ArgumentException($"The baselines have shape [{string.Join(", ", baselines.shape)}]; give [M, {string.Join(", ", batch.Images.shape[1..])}] as the images have.");
        var own = baselines.to(batch.Images.dtype);
        var scores = Model.Scores(batch.Images);
        var direction = batch.Direction(scores);
        var draws = Draws(batch);
        long[] perImage = [-1, .. Enumerable.Repeat(1L, (int)batch.Images.dim() - 1)];
        var relevance = zeros_like(batch.Images);
        batch.ForEachVariant(samples,
            sample => Way(sample).Start.Plus(Way(sample).Change * tensor(draws[sample].Alphas).to(own.dtype).reshape(perImage)), direction,
            variants => Model.ScoresAndGradient(variants.Images, variants.Direction).Gradient,
            (sample, gradient) => relevance.Increase(gradient * Way(sample).Change));
        relevance = relevance.div(Scalars.Of(samples));
        return new(scores, relevance, new Dictionary<string, Tensor> { ["completeness-error"] = Error(batch, relevance, scores, direction, own) });

        (Tensor Start, Tensor Change) Way(int sample)
        {
            var start = own.index_select(0, tensor(draws[sample].Baselines));
            return (start, batch.Images.Minus(start));
        }
    }

    /// <summary>All draws, up front: they depend on the seed alone.</summary>
    private (long[] Baselines, double[] Alphas)[] Draws(ImageBatch batch)
    {
        if (Given is { } given)
            return [.. Enumerable.Range(0, samples).Select(sample => given(sample, batch.Places))];
        using var scope = NewDisposeScope();
        using var random = new Generator((ulong)seed);
        var chosen = randint(baselines.shape[0], [samples], ScalarType.Int64, generator: random).data<long>().ToArray();
        var alphas = rand([samples], ScalarType.Float64, generator: random).data<double>().ToArray();
        return [.. chosen.Zip(alphas, (baseline, alpha) => (new[] { baseline }, new[] { alpha }))];
    }

    private Tensor Error(ImageBatch batch, Tensor relevance, Tensor scores, Tensor direction, Tensor own)
    {
        var mean = zeros([1, scores.shape[1]], ScalarType.Float64);
        for (long first = 0; first < own.shape[0]; first += batch.Limit)
        {
            batch.ThrowIfCancelled();
            using var scope = NewDisposeScope();
            mean.Increase(Model.Scores(own.narrow(0, first, Math.Min(batch.Limit, own.shape[0] - first))).to(ScalarType.Float64).sum([0], keepdim: true));
        }
        var expected = (scores.to(ScalarType.Float64).Minus(mean.div(Scalars.Of(own.shape[0]))) * direction).sum(1);
        return relevance.to(ScalarType.Float64).flatten(1).sum(1).Minus(expected);
    }
}

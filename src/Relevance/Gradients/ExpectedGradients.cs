using System.Numerics;
using System.Numerics.Tensors;
using Relevance.Randomness;

namespace Relevance.Gradients;

/// <summary>
/// Expected gradients, also known as GradientSHAP: R_i = E[(x_i − b_i) ∂f/∂x_i at b + α (x − b)], integrated gradients averaged over baselines b
/// drawn from given images, with α uniform in [0, 1].
/// </summary>
/// <remarks>
/// The expectation is estimated by the mean over random draws of (b, α). All images use the same draws, so that the explanation of an image does not depend on
/// the others. In expectation Σ_i R_i = f(x) − E f(b); the diagnostic <c>completeness-error</c> is Σ_i R_i − (f(x) − mean f(b)) of this sample, in units of the
/// score. Units: those of the score. Source: Erion et al., Improving performance of deep learning models with axiomatic attribution priors and expected
/// gradients, 2021; Lundberg, Lee, A unified approach to interpreting model predictions, 2017.
/// </remarks>
public sealed class ExpectedGradients : Explainer
{
    private readonly DifferentiableModel model;
    private readonly Tensor<double> baselines;
    private readonly int samples;
    private readonly int seed;

    /// <summary>Creates the method.</summary>
    /// <param name="model">The model to explain.</param>
    /// <param name="baselines">The images from which baselines are drawn, [M, C, H, W] in normalised units, M at least 1; copied.</param>
    /// <param name="samples">The number of draws, at least 1.</param>
    /// <param name="seed">The seed of the draws.</param>
    /// <exception cref="ArgumentException">There are no baselines.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of draws is less than 1.</exception>
    public ExpectedGradients(DifferentiableModel model, Tensor<double> baselines, int samples = 50, int seed = 0)
        : this(model, samples, seed, Copy<double, double>(baselines))
    {
    }

    /// <inheritdoc cref="ExpectedGradients(DifferentiableModel, Tensor{double}, int, int)"/>
    public ExpectedGradients(DifferentiableModel model, Tensor<float> baselines, int samples = 50, int seed = 0)
        : this(model, samples, seed, Copy<float, double>(baselines))
    {
    }

    private ExpectedGradients(DifferentiableModel model, int samples, int seed, Tensor<double> baselines) : base(model)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        (this.model, this.baselines, this.samples, this.seed) = (model, baselines, samples, seed);
        Parameters = new Dictionary<string, object> { ["samples"] = samples, ["seed"] = seed, ["baselines"] = baselines.ImageCount };
    }

    /// <inheritdoc/>
    public override string Name => "expected-gradients";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters { get; }

    /// <summary>
    /// Draws to use instead of random ones, for comparisons with other libraries: returns the baseline and α for the number of a sample and the place of an
    /// image.
    /// </summary>
    internal Func<int, int, (int Baseline, double Alpha)>? Given { get; init; }

    /// <inheritdoc/>
    protected override BatchExplanation<T> ExplainBatch<T>(ImageBatch<T> batch)
    {
        if (baselines.ImageShape != batch.Images.ImageShape)
            throw new ArgumentException($"The baselines have shape [{string.Join(", ", baselines.Lengths.ToArray())}]; give [M, {string.Join(", ", batch.Images.ImageShape)}] as the images have.");
        var own = Copy<double, T>(baselines);
        var scores = model.Scores(batch.Images, batch.Cancellation);
        var direction = batch.Direction(scores);
        var draw = Given ?? Random;
        var sums = Tensors.Zeros<double>(batch.Count, batch.Images.ImageShape);
        batch.ForEachVariant(samples,
            (sample, i, point) =>
            {
                var (chosen, alpha) = draw(sample, batch.Places[i]);
                Segment.Write(own.Image(chosen), batch.Images.Image(i), alpha, point);
            }, direction,
            variants => model.ScoresAndGradient(variants.Images, variants.Choose, variants.Cancellation).Gradient,
            (sample, i, gradient) =>
            {
                var start = own.Image(draw(sample, batch.Places[i]).Baseline);
                var image = batch.Images.Image(i);
                var sum = sums.Image(i);
                for (var j = 0; j < sum.Length; j++)
                    sum[j] += double.CreateTruncating(gradient[j]) * double.CreateTruncating(image[j] - start[j]);
            });
        var relevance = Tensors.Zeros<T>(batch.Count, batch.Images.ImageShape);
        var values = relevance.Values;
        for (var j = 0; j < values.Length; j++)
            values[j] = T.CreateTruncating(sums.Values[j] / samples);
        return new(scores, relevance) { Diagnostics = new Dictionary<string, double[]> { ["completeness-error"] = Errors(batch, relevance, scores, direction, own) } };
    }

    /// <summary>The draw of a sample depends on the seed alone.</summary>
    private (int Baseline, double Alpha) Random(int sample, int place) =>
        (new RandomNumbers(seed, 0).Below(sample, baselines.ImageCount), new RandomNumbers(seed, 1).Uniform(sample));

    /// <summary>Σ_i R_i − (f(x) − mean f(b)).</summary>
    private double[] Errors<T>(ImageBatch<T> batch, Tensor<T> relevance, Tensor<T> scores, Tensor<T> direction, Tensor<T> own)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var means = new double[scores.ImageShape.Size];
        for (var first = 0; first < own.ImageCount; first += batch.Limit)
        {
            var some = model.Scores(Tensors.Range(own, first, Math.Min(batch.Limit, own.ImageCount - first)), batch.Cancellation);
            for (var i = 0; i < some.ImageCount; i++)
            {
                for (var k = 0; k < means.Length; k++)
                    means[k] += double.CreateTruncating(some.Image(i)[k]);
            }
        }
        return [.. Sums.PerImage(relevance).Zip(Sums.PerImage(scores, direction), (total, score) => total - score).Select((difference, i) => difference + Mean(i))];

        double Mean(int image)
        {
            var weights = direction.Image(image);
            var sum = 0.0;
            for (var k = 0; k < means.Length; k++)
                sum += means[k] / own.ImageCount * double.CreateTruncating(weights[k]);
            return sum;
        }
    }

    private static Tensor<TTo> Copy<TFrom, TTo>(Tensor<TFrom> baselines)
        where TFrom : unmanaged, IBinaryFloatingPointIeee754<TFrom>
        where TTo : unmanaged, IBinaryFloatingPointIeee754<TTo>
    {
        ArgumentNullException.ThrowIfNull(baselines);
        if (baselines.Rank < 2 || baselines.Lengths[0] == 0)
            throw new ArgumentException($"Baselines of shape [{string.Join(", ", baselines.Lengths.ToArray())}] are none; give [M, C, H, W] with M at least 1.", nameof(baselines));
        baselines = Tensors.Dense(baselines);
        var copy = Tensors.Zeros<TTo>(baselines.ImageCount, baselines.ImageShape);
        var values = copy.Values;
        for (var i = 0; i < values.Length; i++)
            values[i] = TTo.CreateTruncating(baselines.Values[i]);
        return copy;
    }
}

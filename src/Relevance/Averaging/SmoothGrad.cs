using System.Numerics.Tensors;

namespace Relevance.Averaging;

/// <summary>SmoothGrad: the mean of the explanations of noisy copies, R = E[R(x + n)], found by any method.</summary>
/// <remarks>
/// Applied to the gradient, it estimates the gradient of the score smoothed by a Gaussian. Units: those of the wrapped method. Source: Smilkov et al.,
/// SmoothGrad: removing noise by adding noise, 2017.
/// </remarks>
/// <param name="explainer">The method to wrap.</param>
/// <param name="samples">The number of copies, at least 1.</param>
/// <param name="noise">The standard deviation of the noise as a fraction of each image's range of values; the paper advises 0.1 to 0.2.</param>
/// <param name="seed">The seed of the noise.</param>
/// <exception cref="ArgumentOutOfRangeException">The number of copies is less than 1, or the noise is negative or not finite.</exception>
public sealed class SmoothGrad(Explainer explainer, int samples = 50, double noise = 0.1, int seed = 0) : NoisyCopies(explainer, samples, noise, seed)
{
    /// <inheritdoc/>
    public override string Name => "smoothgrad";

    private protected override bool NeedsVariance => false;

    private protected override Tensor<T> Summarize<T>(Moments<T> moments) => moments.Mean;
}

using System.Numerics.Tensors;

namespace Relevance.Averaging;

/// <summary>SmoothGrad²: the mean of the squared explanations of noisy copies, R = E[R(x + n)²], found by any method.</summary>
/// <remarks>
/// Never negative. Units: those of the wrapped method, squared. Source: Hooker et al., A benchmark for interpretability methods in deep neural
/// networks, 2019.
/// </remarks>
/// <param name="explainer">The method to wrap.</param>
/// <param name="samples">The number of copies, at least 1.</param>
/// <param name="noise">The standard deviation of the noise as a fraction of each image's range of values.</param>
/// <param name="seed">The seed of the noise.</param>
/// <exception cref="ArgumentOutOfRangeException">The number of copies is less than 1, or the noise is negative or not finite.</exception>
public sealed class SmoothGradSquared(Explainer explainer, int samples = 50, double noise = 0.1, int seed = 0) : NoisyCopies(explainer, samples, noise, seed)
{
    /// <inheritdoc/>
    public override string Name => "smoothgrad-squared";

    /// <inheritdoc/>
    public override bool IsSigned => false;

    private protected override bool NeedsVariance => true;

    private protected override Tensor<T> Summarize<T>(Moments<T> moments)
    {
        var squares = moments.Variance();
        var sums = squares.Values;
        var mean = moments.Mean.Values;
        for (var i = 0; i < sums.Length; i++)
            sums[i] += mean[i] * mean[i];
        return squares;
    }
}

using System.Numerics.Tensors;

namespace Relevance.Averaging;

/// <summary>VarGrad: the variance of the explanations of noisy copies, R = E[R(x + n)²] − E[R(x + n)]², found by any method.</summary>
/// <remarks>
/// Never negative; large where the explanation changes most under noise. Units: those of the wrapped method, squared. Source: Adebayo et al., Local explanation
/// methods for deep neural networks lack sensitivity to parameter values, 2018.
/// </remarks>
/// <param name="explainer">The method to wrap.</param>
/// <param name="samples">The number of copies, at least 1.</param>
/// <param name="noise">The standard deviation of the noise as a fraction of each image's range of values.</param>
/// <param name="seed">The seed of the noise.</param>
/// <exception cref="ArgumentOutOfRangeException">The number of copies is less than 1, or the noise is negative or not finite.</exception>
public sealed class VarGrad(Explainer explainer, int samples = 50, double noise = 0.1, int seed = 0) : NoisyCopies(explainer, samples, noise, seed)
{
    /// <inheritdoc/>
    public override string Name => "vargrad";

    /// <inheritdoc/>
    public override bool IsSigned => false;

    private protected override bool NeedsVariance => true;

    private protected override Tensor<T> Summarize<T>(Moments<T> moments) => moments.Variance();
}

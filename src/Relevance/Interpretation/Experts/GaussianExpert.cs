using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Interpretation.Experts;

/// <summary>log p(x) = −½ (x − μ)ᵀ Σ⁻¹ (x − μ): a normal distribution with the mean and the covariance of data.</summary>
/// <remarks>
/// Activation maximisation of a linear score w·x with strength 1 ends at μ + Σw.
/// Source: Montavon, Samek, Müller, 2018, section 3.2.
/// </remarks>
public sealed class GaussianExpert : Expert
{
    private readonly Tensor mean, precision;

    /// <summary>Inverts the covariance, in float64.</summary>
    /// <param name="mean">μ, of D values in any shape.</param>
    /// <param name="covariance">Σ, [D, D], symmetric and positive definite: where values of the data never vary, add a little to its diagonal.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, or Σ is not symmetric and positive definite.</exception>
    public GaussianExpert(Tensor mean, Tensor covariance)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(covariance);
        TorchRuntime.Initialize();
        using var nothing = no_grad();
        using var scope = NewDisposeScope();
        var size = mean.numel();
        if (covariance.dim() != 2 || covariance.shape[0] != size || covariance.shape[1] != size)
            throw new ArgumentException(
                $"A mean of {size} values needs a covariance of [{size}, {size}], not [{string.Join(", ", covariance.shape)}].", nameof(covariance));
        this.mean = Own(mean.flatten().to(ScalarType.Float64));
        precision = Own(Inverse(covariance.to(ScalarType.Float64)));
    }

    /// <inheritdoc/>
    public override (Tensor LogDensity, Tensor Gradient) At(Tensor points, long first = 0)
    {
        using var scope = NewDisposeScope();
        var away = Rows(points, mean, mean.shape[0], "Gaussian expert").Minus(mean);
        // Σ⁻¹ is symmetric: a row times it is the gradient with the other sign.
        var gradient = away.mm(precision).mul(Scalars.MinusOne);
        var density = (away * gradient).sum(1).mul(Scalars.Half);
        // The native side knows only addresses: what is copied here must not be collected during the last call.
        GC.KeepAlive(this);
        return (density.to(points.dtype).MoveToOuterDisposeScope(), gradient.to(points.dtype).reshape(points.shape).MoveToOuterDisposeScope());
    }

    private static Tensor Inverse(Tensor covariance)
    {
        var (factor, info) = linalg.cholesky_ex(covariance);
        var asymmetry = covariance.Minus(covariance.t()).abs().max().data<double>()[0];
        // The reverse of the comparison also catches NaN.
        if (!(asymmetry <= 1e-8 * covariance.abs().max().data<double>()[0]) || info.to(ScalarType.Int64).data<long>()[0] != 0)
            throw new ArgumentException(
                "The covariance is not symmetric and positive definite; estimate it from more data, or add a small number to its diagonal.", nameof(covariance));
        var inverse = cholesky_inverse(factor);
        return inverse.Plus(inverse.t()).mul(Scalars.Half);
    }
}

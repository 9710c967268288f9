using Relevance.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Relevance.Propagation;

/// <summary>The division at the heart of every rule: s = R / (z + ε·sign(z)), with sign(0) = +1 and s = 0 where the denominator is 0.</summary>
/// <param name="epsilon">ε ≥ 0, in units of z; or, if relative, in units of the root mean square of z over each image.</param>
/// <param name="relative">Whether ε is relative.</param>
internal sealed class Stabilizer(double epsilon, bool relative = false)
{
    private readonly Scalar scale = Scalars.Of(epsilon);
    private readonly Scalar smallest32 = Scalars.Of(1e-30), smallest64 = Scalars.Of(1e-290);

    /// <summary>Computes R / (z + ε·sign(z)).</summary>
    /// <param name="relevance">R.</param>
    /// <param name="denominator">z.</param>
    /// <param name="account">Where the relevance that ε absorbs is booked, or null.</param>
    internal Tensor Divide(Tensor relevance, Tensor denominator, LayerAccount? account = null)
    {
        using var scope = NewDisposeScope();
        if (epsilon == 0)
        {
            // A unit with z = 0 has no contributions to share by; its relevance is lost rather than turned into NaN.
            var isNotZero = denominator.sign().abs_();
            return (relevance * isNotZero).div_(denominator.Plus(isNotZero.neg().Increase(Scalars.One))).MoveToOuterDisposeScope();
        }
        // sign(z) with sign(0) = +1; by arithmetic, since comparisons and where cost ten times as much.
        var offset = denominator.sign().Increase(Scalars.Half).sign_().mul_(scale);
        if (relative)
        {
            // An image without any activation has a root mean square of 0, and 0 / 0 without the smallest number there is.
            var rms = (denominator * denominator).flatten(1).mean([1]).sqrt().Increase(denominator.dtype == ScalarType.Float64 ? smallest64 : smallest32);
            offset.mul_(rms.reshape([-1, .. Enumerable.Repeat(1L, (int)denominator.dim() - 1)]));
        }
        var factor = relevance / denominator.Plus(offset);
        account?.AbsorbedByEpsilon(factor * offset);
        return factor.MoveToOuterDisposeScope();
    }
}

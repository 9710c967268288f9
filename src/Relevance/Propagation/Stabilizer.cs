using static TorchSharp.torch;

namespace Relevance.Propagation;

/// <summary>The division at the heart of every rule: s = R / (z + ε·sign(z)), with sign(0) = +1 and s = 0 where the denominator is 0.</summary>
/// <param name="epsilon">ε ≥ 0, in units of z; or, if relative, in units of the root mean square of z over each image.</param>
/// <param name="relative">Whether ε is relative.</param>
internal sealed class Stabilizer(double epsilon, bool relative = false)
{
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
            return where(denominator == 0, zeros_like(relevance), relevance / denominator).MoveToOuterDisposeScope();
        }
        var offset = Offset(denominator);
        var stabilized = denominator + offset;
        // With a relative ε an image without any activation has 0 / 0.
        var factor = relative ? where(stabilized == 0, zeros_like(relevance), relevance / stabilized) : relevance / stabilized;
        account?.AbsorbedByEpsilon(factor * offset);
        return factor.MoveToOuterDisposeScope();
    }

    /// <summary>ε·sign(z), with sign(0) = +1 (also for −0, whose sign copysign would take).</summary>
    private Tensor Offset(Tensor denominator)
    {
        if (!relative)
            return where(denominator < 0, -epsilon, epsilon).to(denominator.dtype);
        var scale = epsilon * denominator.square().flatten(1).mean([1]).sqrt().reshape([-1, .. Enumerable.Repeat(1L, (int)denominator.dim() - 1)]);
        return where(denominator < 0, -scale, scale);
    }
}

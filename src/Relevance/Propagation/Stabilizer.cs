using static TorchSharp.torch;

namespace Relevance.Propagation;

/// <summary>The division at the heart of every rule: s = R / (z + ε·sign(z)), with sign(0) = +1 and 0 where the denominator is 0.</summary>
internal static class Stabilizer
{
    /// <summary>Computes R / (z + ε·sign(z)).</summary>
    /// <param name="relevance">R.</param>
    /// <param name="denominator">z.</param>
    /// <param name="epsilon">ε, at least 0; a number, or a tensor that broadcasts with z.</param>
    internal static Tensor Divide(Tensor relevance, Tensor denominator, double epsilon)
    {
        using var scope = NewDisposeScope();
        // sign(0) = +1, and a negative zero counts as zero: copysign alone would take its sign.
        var stabilized = epsilon == 0
            ? denominator
            : denominator + where(denominator < 0, -epsilon, epsilon).to(denominator.dtype);
        // A unit with z = 0 and ε = 0 has no contributions to share by; its relevance is lost rather than turned into NaN.
        return epsilon == 0
            ? where(stabilized == 0, zeros_like(relevance), relevance / stabilized).MoveToOuterDisposeScope()
            : (relevance / stabilized).MoveToOuterDisposeScope();
    }
}

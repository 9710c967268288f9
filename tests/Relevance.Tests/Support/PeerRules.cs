using Relevance.Networks.Maps;
using Relevance.Propagation;
using static TorchSharp.torch;

namespace Relevance.Tests.Support;

/// <summary>
/// The generic rule as two peers compute it: a ⊙ ρ(W)ᵀ (R / (z + ε)) with z = ρ(W) a + b, one ρ whatever the signs of a and z.
/// </summary>
/// <param name="Plain">The factor of w in ρ(w).</param>
/// <param name="Positive">The factor of w⁺ in ρ(w).</param>
/// <param name="KeepsBias">Whether b, unchanged, is part of z.</param>
/// <param name="SignedEpsilon">Whether ε takes the sign of z.</param>
internal sealed record OneBranch(double Plain, double Positive, bool KeepsBias = true, bool SignedEpsilon = true) : LinearRule
{
    private const double Epsilon = 1e-9;

    /// <summary>Captum's GammaRule.</summary>
    public static OneBranch Gamma(double gamma) => new(1, gamma);

    /// <summary>Captum's Alpha1_Beta0_Rule.</summary>
    public static OneBranch AlphaOneBetaZero(bool keepsBias) => new(0, 1, keepsBias);

    /// <summary>The γ rule of the Python original.</summary>
    public static OneBranch GammaOfTheOriginal(double gamma) => new(1, gamma, SignedEpsilon: false);

    public override string Name => "one-branch";

    public override IReadOnlyDictionary<string, object> Parameters => new Dictionary<string, object>();

    internal override Propagate Prepare(LinearMap map)
    {
        var (all, positive) = (map.Take(WeightPart.All), map.Take(WeightPart.Positive));
        return (input, output, relevance, _) =>
        {
            var z = Plain * all.Apply(input) + Positive * positive.Apply(input);
            if (KeepsBias && map.HasBias)
                z = z + map.Bias((int)output.dim())!;
            var epsilon = SignedEpsilon ? where(z < 0, full_like(z, -Epsilon), full_like(z, Epsilon)) : full_like(z, Epsilon);
            var s = relevance / (z + epsilon);
            return input * (Plain * all.Transpose(s, input.shape) + Positive * positive.Transpose(s, input.shape));
        };
    }
}

/// <summary>The mean cross-entropy of a batch as the Python original differentiates it, in place of a score.</summary>
/// <param name="Classes">The true classes.</param>
/// <param name="Batch">The size of the batch that the mean is taken over.</param>
internal sealed record MeanLoss(IReadOnlyList<long> Classes, double Batch) : Target
{
    public override Tensor Direction(Tensor scores, long first)
    {
        var direction = scores.softmax(1);
        for (var i = 0L; i < scores.shape[0]; i++)
            direction[i, Classes[(int)(first + i)]] -= 1;
        return direction / Batch;
    }
}

/// <summary>zB with bounds for each channel: (x − l) w⁺ + (x − h) w⁻, shared in proportion. Padded places have no part in it.</summary>
/// <param name="Low">l of each channel.</param>
/// <param name="High">h of each channel.</param>
internal sealed record BoxPerChannel(double[] Low, double[] High) : LinearRule
{
    private const double Epsilon = 1e-6;

    public override string Name => "box-per-channel";

    public override IReadOnlyDictionary<string, object> Parameters => new Dictionary<string, object>();

    internal override Propagate Prepare(LinearMap map)
    {
        var (positive, negative) = (map.Take(WeightPart.Positive), map.Take(WeightPart.Negative));
        return (input, _, relevance, _) =>
        {
            var (aboveLow, belowHigh) = (input - Bound(Low), input - Bound(High));
            var s = relevance / (positive.Apply(aboveLow) + negative.Apply(belowHigh) + Epsilon);
            return aboveLow * positive.Transpose(s, input.shape) + belowHigh * negative.Transpose(s, input.shape);

            Tensor Bound(double[] values) => tensor(values, input.dtype).view(1, -1, 1, 1);
        };
    }
}

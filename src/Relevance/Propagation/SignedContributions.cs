using Relevance.Networks.Maps;
using static TorchSharp.torch;

namespace Relevance.Propagation;

/// <summary>
/// Splits the contributions a_j w_jk of a linear map by their sign: (a w)⁺ = a⁺w⁺ + a⁻w⁻ and (a w)⁻ = a⁺w⁻ + a⁻w⁺. Leaving out the
/// second term of each, as if activations were never negative, is a well-known mistake.
/// </summary>
internal sealed class SignedContributions
{
    private readonly LinearMap positive, negative, positiveWithBias, negativeWithBias;

    internal SignedContributions(LinearMap map)
    {
        positive = map.Modify(w => w.clamp_min(0), null);
        negative = map.Modify(w => w.clamp_max(0), null);
        positiveWithBias = map.HasBias ? map.Modify(w => w.clamp_min(0), b => b.clamp_min(0)) : positive;
        negativeWithBias = map.HasBias ? map.Modify(w => w.clamp_max(0), b => b.clamp_max(0)) : negative;
    }

    /// <summary>p_k = Σ_{0,j} (a_j w_jk)⁺ ≥ 0, with the positive part of the bias.</summary>
    internal Tensor Positive(Tensor input) => Sum(input, positiveWithBias, negative);

    /// <summary>n_k = Σ_{0,j} (a_j w_jk)⁻ ≤ 0, with the negative part of the bias.</summary>
    internal Tensor Negative(Tensor input) => Sum(input, negativeWithBias, positive);

    /// <summary>Σ_k (a_j w_jk)⁺ s_k + (a_j w_jk)⁻ t_k: shares the factors s among the positive and t among the negative contributions.</summary>
    internal Tensor Transpose(Tensor input, Tensor s, Tensor t)
    {
        using var scope = NewDisposeScope();
        var shape = input.shape;
        var ofPositiveInputs = positive.Transpose(s, shape) + negative.Transpose(t, shape);
        var ofNegativeInputs = negative.Transpose(s, shape) + positive.Transpose(t, shape);
        return (input.clamp_min(0) * ofPositiveInputs + input.clamp_max(0) * ofNegativeInputs).MoveToOuterDisposeScope();
    }

    private static Tensor Sum(Tensor input, LinearMap ofPositiveInputs, LinearMap ofNegativeInputs)
    {
        using var scope = NewDisposeScope();
        return (ofPositiveInputs.Apply(input.clamp_min(0)) + ofNegativeInputs.Apply(input.clamp_max(0))).MoveToOuterDisposeScope();
    }
}

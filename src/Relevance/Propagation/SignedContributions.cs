using Relevance.Networks.Maps;
using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Propagation;

/// <summary>
/// Splits the contributions a_j w_jk of a linear map by their sign: (a w)⁺ = a⁺w⁺ + a⁻w⁻ and (a w)⁻ = a⁺w⁻ + a⁻w⁺. Leaving out the
/// second term of each, as if activations were never negative, is a well-known mistake.
/// </summary>
internal sealed class SignedContributions(LinearMap map)
{
    private readonly LinearMap positive = map.Take(WeightPart.Positive), negative = map.Take(WeightPart.Negative);

    /// <summary>p_k = Σ_j (a_j w_jk)⁺ ≥ 0, without bias.</summary>
    internal Tensor Positive(Tensor input) => Sum(input, positive, negative);

    /// <summary>n_k = Σ_j (a_j w_jk)⁻ ≤ 0, without bias.</summary>
    internal Tensor Negative(Tensor input) => Sum(input, negative, positive);

    /// <summary>Σ_k (a_j w_jk)⁺ s_k + (a_j w_jk)⁻ t_k: shares the factors s among the positive and t among the negative contributions.</summary>
    internal Tensor Transpose(Tensor input, Tensor s, Tensor t)
    {
        using var scope = NewDisposeScope();
        var shape = input.shape;
        var ofPositiveInputs = positive.Transpose(s, shape).Increase(negative.Transpose(t, shape));
        var ofNegativeInputs = negative.Transpose(s, shape).Increase(positive.Transpose(t, shape));
        return ofPositiveInputs.mul_(input.clamp_min(Scalars.Zero)).Increase(ofNegativeInputs.mul_(input.clamp_max(Scalars.Zero))).MoveToOuterDisposeScope();
    }

    private static Tensor Sum(Tensor input, LinearMap ofPositiveInputs, LinearMap ofNegativeInputs)
    {
        using var scope = NewDisposeScope();
        return ofPositiveInputs.Apply(input.clamp_min(Scalars.Zero)).Increase(ofNegativeInputs.Apply(input.clamp_max(Scalars.Zero))).MoveToOuterDisposeScope();
    }
}

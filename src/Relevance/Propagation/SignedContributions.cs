using Relevance.Networks.Maps;
using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Propagation;

/// <summary>
/// Splits the contributions a_j w_jk of a linear map by their sign: (a w)⁺ = a⁺w⁺ + a⁻w⁻ and (a w)⁻ = a⁺w⁻ + a⁻w⁺. Leaving out the
/// second term of each, as if activations were never negative, is a well-known mistake.
/// </summary>
internal sealed class SignedContributions
{
    private readonly PairedMap positive, negative;

    internal SignedContributions(LinearMap map)
    {
        var (plus, minus) = (map.Take(WeightPart.Positive), map.Take(WeightPart.Negative));
        (positive, negative) = (new PairedMap(plus, minus), new PairedMap(minus, plus));
    }

    /// <summary>a⁺ and a⁻, in the form that the other members take.</summary>
    internal Tensor[] Split(Tensor input) => positive.Pair(input.clamp_min(Scalars.Zero), input.clamp_max(Scalars.Zero));

    /// <summary>p_k = Σ_j (a_j w_jk)⁺ ≥ 0, without bias.</summary>
    internal Tensor Positive(Tensor[] split) => positive.Apply(split);

    /// <summary>n_k = Σ_j (a_j w_jk)⁻ ≤ 0, without bias.</summary>
    internal Tensor Negative(Tensor[] split) => negative.Apply(split);

    /// <summary>Σ_k (a_j w_jk)⁺ s_k: shares the factors s among the positive contributions.</summary>
    internal Tensor SharePositive(Tensor[] split, Tensor s) => positive.Share(split, s);

    /// <summary>Σ_k (a_j w_jk)⁻ t_k: shares the factors t among the negative contributions.</summary>
    internal Tensor ShareNegative(Tensor[] split, Tensor t) => negative.Share(split, t);
}

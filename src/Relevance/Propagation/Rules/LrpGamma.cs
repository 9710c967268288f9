using Relevance.Networks.Maps;
using static TorchSharp.torch;

namespace Relevance.Propagation.Rules;

/// <summary>
/// LRP-γ: R_j = Σ_k a_j (w_jk + γ w⁺_jk) / Σ_{0,j} a_j (w_jk + γ w⁺_jk) · R_k, in the generalised form for inputs of either sign:
/// γ favours the contributions that have the sign of z_k.
/// </summary>
/// <remarks>
/// With the positive contributions p_k = Σ_{0,j} (a_j w_jk)⁺ and the negative ones n_k, a unit with z_k &gt; 0 shares by z + γp and a unit with
/// z_k &lt; 0 by z + γn; for a ≥ 0 and z &gt; 0 that is the formula above. The bias is an input fixed at 1 and favoured likewise.
/// A denominator is never closer to zero than z_k itself. γ = 0 is LRP-0; γ → ∞ tends to z⁺ for units with z &gt; 0.
/// Source: Montavon et al. 2019, section 10.2.3; generalised: Andéol, Kawakami, Wada, Kanamori, Müller, Montavon, Learning domain
/// invariant representations by joint Wasserstein distance minimization, 2023, appendix.
/// </remarks>
/// <param name="Gamma">γ ≥ 0.</param>
/// <param name="Epsilon">The stabiliser ε ≥ 0 of the denominators, in units of the layer's output.</param>
/// <param name="Bias">What becomes of the bias's share.</param>
public sealed record LrpGamma(double Gamma = 0.25, double Epsilon = 1e-6, BiasHandling Bias = BiasHandling.InDenominator) : LinearRule
{
    /// <inheritdoc/>
    public override string Name => "gamma";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters =>
        new Dictionary<string, object> { ["gamma"] = Gamma, ["epsilon"] = Epsilon, ["bias"] = Bias };

    internal override Propagate Prepare(LinearMap map)
    {
        var signed = new SignedContributions(map);
        var bias = new BiasShare(map, Bias);
        var stabilizer = new Stabilizer(Epsilon);
        return (input, output, relevance, account) =>
        {
            using var scope = NewDisposeScope();
            var z = bias.Counted(output);
            var (excited, inhibited) = (z > 0, z < 0);
            var p = signed.Positive(input);
            if (bias.Of(WeightPart.Positive, output) is { } positiveBias)
                p = p + positiveBias;
            // p where z > 0; n = z − p where z < 0, without cancellation since both terms are negative there.
            var favoured = where(excited, p, z - p);
            var s = stabilizer.Divide(relevance * (excited | inhibited), z + Gamma * favoured, account);
            var result = input * map.Transpose(s, input.shape) + Gamma * signed.Transpose(input, s * excited, s * inhibited);
            Tensor? share = null;
            if (bias.Of(WeightPart.All, output) is { } b)
                share = s * (b + Gamma * where(excited, b.clamp_min(0), b.clamp_max(0)));
            return bias.Settle(result, share, input, account).MoveToOuterDisposeScope();
        };
    }
}

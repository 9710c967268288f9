using Relevance.Networks.Maps;
using static TorchSharp.torch;

namespace Relevance.Propagation.Rules;

/// <summary>
/// LRP-γ: R_j = Σ_k a_j (w_jk + γ w⁺_jk) / Σ_{0,j} a_j (w_jk + γ w⁺_jk) · R_k, in the generalised form for inputs of either sign:
/// what has the sign of z_k, is favoured by γ.
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
public sealed record LrpGamma(double Gamma = 0.25, double Epsilon = 1e-6) : Rule
{
    /// <inheritdoc/>
    public override string Name => "gamma";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters =>
        new Dictionary<string, object> { ["gamma"] = Gamma, ["epsilon"] = Epsilon };

    /// <inheritdoc/>
    public override Propagate Prepare(LinearMap map)
    {
        var signed = new SignedContributions(map);
        return (input, output, relevance) =>
        {
            using var scope = NewDisposeScope();
            var (positive, negative) = (output > 0, output < 0);
            var p = signed.Positive(input);
            var favoured = where(positive, p, output - p); // p where z > 0; n = z − p where z < 0, without cancellation: both terms are negative
            var s = Stabilizer.Divide(relevance, output + Gamma * favoured, Epsilon) * (positive | negative);
            var plain = input * map.Transpose(s, input.shape);
            return (plain + Gamma * signed.Transpose(input, s * positive, s * negative)).MoveToOuterDisposeScope();
        };
    }
}

using System.Collections.Immutable;
using Relevance.Definitions;
using Relevance.Maps;

namespace Relevance.Propagation.Rules;

/// <summary>
/// LRP-γ: R_j = Σ_k a_j (w_jk + γ w⁺_jk) / Σ_{0,j} a_j (w_jk + γ w⁺_jk) · R_k, in the generalised form for inputs of either sign:
/// γ favours the contributions that have the sign of z_k.
/// </summary>
/// <remarks>
/// Since c⁺ = (c + |c|)/2 and c⁻ = (c − |c|)/2, the contribution c_jk = a_j w_jk of a unit with the sign σ_k of z_k becomes (1 + γ/2) c_jk + γ/2 σ_k |c_jk|,
/// and the denominator σ_k ((1 + γ/2) |z_k| + γ/2 Σ_{0,j} |c_jk|), without cancellation; for a ≥ 0 and z &gt; 0 that is the formula above. The bias is an input
/// fixed at 1 and is treated in the same way. A unit with z = 0 passes on no relevance. γ = 0 is LRP-0; γ → ∞ tends to z⁺ for units with z &gt; 0. Source:
/// Montavon et al. 2019, section 10.2.3; generalised: Andéol, Kawakami, Wada, Kanamori, Müller, Montavon, Learning domain invariant representations by joint
/// Wasserstein distance minimization, 2023, appendix.
/// </remarks>
/// <param name="Gamma">γ ≥ 0.</param>
/// <param name="Epsilon">The stabiliser ε ≥ 0 of the denominators, in units of the layer's output.</param>
/// <param name="Bias">How the share of relevance that falls to the bias is treated.</param>
public sealed record LrpGamma(double Gamma = 0.25, double Epsilon = 1e-6, BiasHandling Bias = BiasHandling.InDenominator) : LinearRule
{
    /// <summary>The definition of the rule by name: its meaning, formula, source and parameters.</summary>
    public static RuleDefinition Definition { get; } = new("gamma", "LRP-γ", "Favours the contributions that have the sign of the output z.",
        [
            Parameter.Number("gamma", 0.25, 0, double.PositiveInfinity, "how much they are favoured") with { Symbol = "γ", Usual = (0, 10), IsLogarithmic = true },
            RuleParameters.Stabilizer, RuleParameters.Bias(BiasHandling.InDenominator),
        ],
        (arguments, _) => new LrpGamma(arguments.Number("gamma"), RuleParameters.Epsilon(arguments), RuleParameters.Bias(arguments)))
    {
        Formula = "R_j = Σ_k a_j (w_jk + γ w⁺_jk) / Σ₀ⱼ a_j (w_jk + γ w⁺_jk) · R_k for a ≥ 0 and z > 0",
        Source = "Montavon, Binder, Lapuschkin, Samek, Müller, Layer-wise relevance propagation: an overview, 2019, section 10.2.3; for inputs of either sign: Andéol et al., 2023.",
    };

    /// <summary>γ, finite and at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double Gamma { get; } = Bounds.AtLeastZero(Gamma);

    /// <summary>ε, finite and at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double Epsilon { get; } = Bounds.AtLeastZero(Epsilon);

    /// <inheritdoc/>
    public override string Name => Definition.Name;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters =>
        new Dictionary<string, object> { ["gamma"] = Gamma, ["epsilon"] = Epsilon, ["bias"] = Bias };

    /// <inheritdoc/>
    public override ImmutableArray<ShareGroup> Groups =>
    [
        new([new(InputPart.All, WeightPart.All, 1 + Gamma / 2, BySign: true), new(InputPart.Absolute, WeightPart.Absolute, Gamma / 2)], Epsilon),
    ];

    /// <inheritdoc/>
    public override BiasHandling Bias { get; } = Bias;
}

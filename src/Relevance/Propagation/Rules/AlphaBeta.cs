using System.Collections.Immutable;
using Relevance.Definitions;
using Relevance.Maps;

namespace Relevance.Propagation.Rules;

/// <summary>
/// LRP-αβ: R_j = Σ_k (α (a_j w_jk)⁺ / Σ_{0,j} (a_j w_jk)⁺ − β (a_j w_jk)⁻ / Σ_{0,j} (a_j w_jk)⁻) · R_k with α − β = 1: positive and negative contributions to a
/// unit share its relevance separately.
/// </summary>
/// <remarks>
/// (a w)⁺ = a⁺w⁺ + a⁻w⁻ for inputs of either sign. Conserves relevance only if every unit with relevance has contributions of both signs; a unit without
/// negative contributions passes on α times its relevance. Source: Bach et al., PLoS ONE 2015, equation 60; Montavon, Samek, Müller 2018, section 5.1.
/// </remarks>
/// <param name="Alpha">α ≥ 1.</param>
/// <param name="Beta">β = α − 1 ≥ 0.</param>
/// <param name="Epsilon">The stabiliser ε ≥ 0 of the denominators, in units of the layer's output.</param>
/// <param name="Bias">How the share of relevance that falls to the bias is treated.</param>
public sealed record AlphaBeta(double Alpha = 2, double Beta = 1, double Epsilon = 1e-6, BiasHandling Bias = BiasHandling.InDenominator) : LinearRule
{
    /// <summary>The definition of the rule by name: its meaning, formula, source and parameters.</summary>
    public static RuleDefinition Definition { get; } = new("alpha-beta", "LRP-αβ", "α times the share of the positive contributions to a unit minus β times that of the negative ones, with α − β = 1.",
        [
            Parameter.Number("alpha", 2, 1, double.PositiveInfinity, "the weight of positive contributions") with { Symbol = "α", Usual = (1, 5) },
            Parameter.Number("beta", 1, 0, double.PositiveInfinity, "the weight of negative contributions; alpha − 1") with { Symbol = "β", Usual = (0, 4) },
            RuleParameters.Stabilizer, RuleParameters.Bias(BiasHandling.InDenominator),
        ],
        (arguments, _) => new AlphaBeta(arguments.Number("alpha"), arguments.Number("beta"), RuleParameters.Epsilon(arguments), RuleParameters.Bias(arguments)))
    {
        Formula = "R_j = Σ_k (α (a_j w_jk)⁺ / Σ₀ⱼ (a_j w_jk)⁺ − β (a_j w_jk)⁻ / Σ₀ⱼ (a_j w_jk)⁻) · R_k",
        Source = "Bach et al., On pixel-wise explanations for non-linear classifier decisions by layer-wise relevance propagation, 2015, equation 60.",
    };

    /// <summary>α, finite and at least 1.</summary>
    /// <exception cref="ArgumentException">α − β is not 1, or β is below 0.</exception>
    public double Alpha { get; } = double.IsFinite(Alpha) && Beta >= 0 && Math.Abs(Alpha - Beta - 1) <= 1e-12
        ? Alpha
        : throw new ArgumentException($"LRP-αβ needs α − β = 1 and β ≥ 0; given are α = {Alpha} and β = {Beta}.");

    /// <summary>β = α − 1.</summary>
    public double Beta { get; } = Beta;

    /// <summary>ε, finite and at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double Epsilon { get; } = Bounds.AtLeastZero(Epsilon);

    /// <inheritdoc/>
    public override string Name => Definition.Name;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters =>
        new Dictionary<string, object> { ["alpha"] = Alpha, ["beta"] = Beta, ["epsilon"] = Epsilon, ["bias"] = Bias };

    /// <inheritdoc/>
    public override ImmutableArray<ShareGroup> Groups =>
    [
        new([new(InputPart.Positive, WeightPart.Positive), new(InputPart.Negative, WeightPart.Negative)], Epsilon, Factor: Alpha),
        .. Beta == 0 ? ImmutableArray<ShareGroup>.Empty :
        [
            new([new(InputPart.Positive, WeightPart.Negative), new(InputPart.Negative, WeightPart.Positive)], Epsilon, Factor: -Beta),
        ],
    ];

    /// <inheritdoc/>
    public override BiasHandling Bias { get; } = Bias;
}

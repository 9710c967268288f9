using System.Collections.Immutable;
using Relevance.Definitions;
using Relevance.Maps;

namespace Relevance.Propagation.Rules;

/// <summary>
/// LRP-ε: R_j = Σ_k a_j w_jk / (z_k + ε·sign(z_k)) · R_k with z_k = Σ_{0,j} a_j w_jk. ε absorbs relevance where contributions are weak
/// or contradict each other.
/// </summary>
/// <remarks>ε = 0 is LRP-0. Source: Bach et al., On pixel-wise explanations…, PLoS ONE 2015, equation 58; Montavon et al. 2019, section 10.2.2.</remarks>
/// <param name="Epsilon">ε ≥ 0, in units of the layer's output, or of its root mean square.</param>
/// <param name="Relative">Whether ε is multiplied by the root mean square of the layer's output, computed for each image separately.</param>
/// <param name="Bias">How the share of relevance that falls to the bias is treated.</param>
public sealed record LrpEpsilon(double Epsilon = 1e-6, bool Relative = false, BiasHandling Bias = BiasHandling.InDenominator) : LinearRule
{
    /// <summary>The definition of the rule by name: its meaning, formula, source and parameters.</summary>
    public static RuleDefinition Definition { get; } = new("epsilon", "LRP-ε", "Each input's own share, where ε absorbs what is weak or contradictory.",
        [
            RuleParameters.Epsilon("the number added to the output z, with its sign, in the denominator"),
            Parameter.Flag("relative", "count epsilon in multiples of the root mean square of the layer's output"),
            RuleParameters.Bias(BiasHandling.InDenominator),
        ],
        (arguments, _) => new LrpEpsilon(RuleParameters.Epsilon(arguments), arguments.Flag("relative"), RuleParameters.Bias(arguments)))
    {
        Formula = "R_j = Σ_k a_j w_jk / (z_k + ε·sign(z_k)) · R_k",
        Source = "Bach et al., On pixel-wise explanations for non-linear classifier decisions by layer-wise relevance propagation, 2015, equation 58.",
    };

    /// <summary>ε, finite and at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double Epsilon { get; } = Bounds.AtLeastZero(Epsilon);

    /// <inheritdoc/>
    public override string Name => Definition.Name;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters =>
        new Dictionary<string, object> { ["epsilon"] = Epsilon, ["relative"] = Relative, ["bias"] = Bias };

    /// <inheritdoc/>
    public override ImmutableArray<ShareGroup> Groups => [new([new(InputPart.All, WeightPart.All)], Epsilon, Relative)];

    /// <inheritdoc/>
    public override BiasHandling Bias { get; } = Bias;
}

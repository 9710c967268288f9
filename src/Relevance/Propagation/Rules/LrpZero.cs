using System.Collections.Immutable;
using Relevance.Maps;

namespace Relevance.Propagation.Rules;

/// <summary>LRP-0: R_j = Σ_k a_j w_jk / Σ_{0,j} a_j w_jk · R_k, each input's own share of the output.</summary>
/// <remarks>
/// Applied to all layers of a network of linear layers, poolings and (leaky) rectifiers, it equals gradient × input. Source: Montavon et al., Layer-wise
/// relevance propagation: an overview, 2019, section 10.2.1.
/// </remarks>
/// <param name="Bias">How the share of relevance that falls to the bias is treated.</param>
public sealed record LrpZero(BiasHandling Bias = BiasHandling.InDenominator) : LinearRule
{
    /// <summary>The definition of the rule by name: its meaning, formula, source and parameters.</summary>
    public static RuleDefinition Definition { get; } = new("zero", "LRP-0", "Each input's own share of the output z.",
        [RuleParameters.Bias(BiasHandling.InDenominator)],
        (arguments, _) => new LrpZero(RuleParameters.Bias(arguments)))
    {
        Formula = "R_j = Σ_k a_j w_jk / Σ₀ⱼ a_j w_jk · R_k",
        Source = "Montavon, Binder, Lapuschkin, Samek, Müller, Layer-wise relevance propagation: an overview, 2019, section 10.2.1.",
    };

    /// <inheritdoc/>
    public override string Name => Definition.Name;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters => new Dictionary<string, object> { ["bias"] = Bias };

    /// <inheritdoc/>
    public override ImmutableArray<ShareGroup> Groups => [new([new(InputPart.All, WeightPart.All)], 0)];

    /// <inheritdoc/>
    public override BiasHandling Bias { get; } = Bias;
}

using System.Collections.Immutable;
using Relevance.Maps;

namespace Relevance.Propagation.Rules;

/// <summary>LRP-0: R_j = Σ_k a_j w_jk / Σ_{0,j} a_j w_jk · R_k, each input's own share of the output.</summary>
/// <remarks>
/// In a network of linear layers, poolings and (leaky) rectifiers, applied throughout, it is gradient × input.
/// Source: Montavon et al., Layer-wise relevance propagation: an overview, 2019, section 10.2.1.
/// </remarks>
/// <param name="Bias">What becomes of the bias's share.</param>
public sealed record LrpZero(BiasHandling Bias = BiasHandling.InDenominator) : LinearRule
{
    /// <inheritdoc/>
    public override string Name => "zero";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters => new Dictionary<string, object> { ["bias"] = Bias };

    /// <inheritdoc/>
    public override ImmutableArray<ShareGroup> Groups => [new([new(InputPart.All, WeightPart.All)], 0)];

    /// <inheritdoc/>
    public override BiasHandling Bias { get; init; } = Bias;
}

using Relevance.Networks.Maps;

namespace Relevance.Propagation.Rules;

/// <summary>
/// LRP-0: R_j = Σ_k a_j w_jk / Σ_{0,j} a_j w_jk · R_k, each input's own share of the output.
/// </summary>
/// <remarks>
/// In a network of linear layers, poolings and (leaky) rectifiers, applied throughout, it is gradient × input.
/// Source: Montavon et al., Layer-wise relevance propagation: an overview, 2019, section 10.2.1.
/// </remarks>
public sealed record LrpZero : Rule
{
    private static readonly LrpEpsilon WithoutEpsilon = new(0);

    /// <inheritdoc/>
    public override string Name => "zero";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters { get; } = new Dictionary<string, object>();

    /// <inheritdoc/>
    public override Propagate Prepare(LinearMap map) => WithoutEpsilon.Prepare(map);
}

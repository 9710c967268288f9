using System.Collections.Immutable;
using Relevance.Networks.Layers;
using Relevance.Programs;

namespace Relevance.Propagation.Rules;

/// <summary>
/// Base class of rules for linear layers, defined as data: groups of contributions, in proportion to which the relevance of a unit is shared. All are forms of
/// R_j = Σ_k a_j ρ(w_jk) / (ε + Σ_{0,j} a_j ρ(w_jk)) · R_k.
/// </summary>
/// <remarks>
/// The sum Σ_{0,j} includes the bias as an extra input fixed at 1; see <see cref="BiasHandling"/>.
/// Source: Montavon, Binder, Lapuschkin, Samek, Müller, Layer-wise relevance propagation: an overview, 2019, section 10.2.
/// </remarks>
public abstract record LinearRule : Rule
{
    /// <summary>The groups of contributions; the relevance of an input is the sum over the groups.</summary>
    public abstract ImmutableArray<ShareGroup> Groups { get; }

    /// <summary>How the share of relevance that falls to the bias is treated.</summary>
    public abstract BiasHandling Bias { get; }

    /// <inheritdoc/>
    public sealed override void RequireFor(Layer layer)
    {
        if (layer is not (LinearLayer or SumLayer))
            throw new ArgumentException($"Rule '{Name}' is for linear layers, not for {layer}.");
    }

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Value> Write(RuleContext layer) => LinearRuleWriter.Write(layer, Groups, Bias)
        ?? throw new ArgumentException($"Rule '{Name}' is for linear layers, not for {layer.Layer}.");
}

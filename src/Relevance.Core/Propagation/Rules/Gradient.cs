using Relevance.Programs;

namespace Relevance.Propagation.Rules;

/// <summary>Gradient: treats relevance as if it were a gradient, R_in = Jᵀ R_out. For activations as in excitation backpropagation's reference.</summary>
/// <remarks>It conserves nothing; composites name it where their source does so, and the plan shows it.</remarks>
public sealed record Gradient : Rule
{
    /// <inheritdoc/>
    public override string Name => "gradient";

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Write(RuleContext layer) => layer.Layer.Pullback(layer.Program, layer.Inputs, layer.Output, layer.Relevance);
}

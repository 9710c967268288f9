using Relevance.Networks;

namespace Relevance.Propagation.Rules;

/// <summary>Gradient: treats relevance as if it were a gradient, R_in = Jᵀ R_out. For activations as in excitation backpropagation's reference.</summary>
/// <remarks>It conserves nothing; composites name it where their source does so, and the plan shows it.</remarks>
public sealed record Gradient : Rule
{
    /// <inheritdoc/>
    public override string Name => "gradient";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters => new Dictionary<string, object>();

    internal override Propagate Prepare(Layer layer) => layer is UnaryLayer unary
        ? (input, output, relevance, _) => unary.Pullback(input, output, relevance)
        : throw new ArgumentException($"Rule 'gradient' is for layers with one input, not for {layer}.");
}

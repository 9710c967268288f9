using Relevance.Programs;

namespace Relevance.Propagation.Rules;

/// <summary>
/// Gradient: treats relevance as if it were a gradient, R_in = Jᵀ R_out. For activations as in the reference implementation of excitation backpropagation.
/// </summary>
/// <remarks>Does not conserve relevance. Composites use it only where their sources do.</remarks>
public sealed record Gradient : Rule
{
    /// <summary>The definition of the rule by name: its meaning, formula, source and parameters.</summary>
    public static RuleDefinition Definition { get; } = new("gradient", "gradient", "Treats relevance as if it were a gradient; does not conserve it.",
        [],
        (_, _) => new Gradient())
    {
        Formula = "R_in = Jᵀ R_out",
        Source = "Zhang et al., Top-down neural attention by excitation backprop, 2016, as in its reference.",
    };

    /// <inheritdoc/>
    public override string Name => Definition.Name;

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Write(RuleContext layer) => layer.Layer.Pullback(layer.Program, layer.Inputs, layer.Output, layer.Relevance);
}

using Relevance.Networks.Layers;
using Relevance.Programs;

namespace Relevance.Propagation.Rules;

/// <summary>
/// Winner takes all, for max pooling: R_j = Σ_k [a_j = max of window k] / (number of values that equal the maximum) · R_k.
/// </summary>
/// <remarks>
/// Conserves relevance. Equal largest values share it equally, so that in a constant region it does not all go to the upper left corner; without ties, it goes
/// to the same value as the gradient. Source: Montavon, Samek, Müller, Methods for interpreting and understanding deep neural networks, 2018, on pooling
/// layers.
/// </remarks>
public sealed record WinnerTakesAll : Rule
{
    /// <summary>The definition of the rule by name: its meaning, formula, source and parameters.</summary>
    public static RuleDefinition Definition { get; } = new("winner-takes-all", "winner takes all", "For max pooling: all relevance goes to the largest value of the window, in equal parts if there are several.",
        [],
        (_, _) => new WinnerTakesAll())
    {
        Formula = "R_j = Σ_k [a_j = max of window k] / (number of values that equal it) · R_k",
        Source = "Montavon, Samek, Müller, Methods for interpreting and understanding deep neural networks, 2018.",
    };

    /// <inheritdoc/>
    public override string Name => Definition.Name;

    /// <inheritdoc/>
    public override void RequireFor(Layer layer)
    {
        if (layer is not MaxPoolingLayer)
            throw new ArgumentException($"Rule '{Name}' is for max poolings, not for {layer}.");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Write(RuleContext layer) => layer.Layer is MaxPoolingLayer pooling
        ? [pooling.ShareAmongLargest(layer.Program, layer.Inputs[0], layer.Relevance)]
        : throw new ArgumentException($"Rule '{Name}' is for max poolings, not for {layer.Layer}.");
}

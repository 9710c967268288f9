using Relevance.Networks.Layers;
using Relevance.Programs;

namespace Relevance.Propagation.Rules;

/// <summary>
/// Winner takes all, for max pooling: R_j = Σ_k [a_j = max of window k] / (number of values that equal the maximum) · R_k.
/// </summary>
/// <remarks>
/// Conserves. Values that tie share equally, so that a constant region is not explained by its upper left corner; where none tie, relevance goes
/// where the gradient goes.
/// Source: Montavon, Samek, Müller, Methods for interpreting and understanding deep neural networks, 2018, on pooling layers.
/// </remarks>
public sealed record WinnerTakesAll : Rule
{
    /// <inheritdoc/>
    public override string Name => "winner-takes-all";

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Write(RuleContext layer) => layer.Layer is MaxPoolingLayer pooling
        ? [pooling.ShareAmongLargest(layer.Program, layer.Inputs[0], layer.Relevance)]
        : throw new ArgumentException($"Rule '{Name}' is for max poolings, not for {layer.Layer}.");
}

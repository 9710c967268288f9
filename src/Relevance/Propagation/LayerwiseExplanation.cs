using System.Collections.Immutable;

namespace Relevance.Propagation;

/// <summary>A propagation with all that it passed through: the way of the score from the last layer back to the pixels.</summary>
/// <param name="Explanation">What reached the inputs.</param>
/// <param name="Ledger">What entered, left and was absorbed at each layer.</param>
/// <param name="Layers">Each layer that relevance came to, from the scores backwards.</param>
public sealed record LayerwiseExplanation(Explanation Explanation, Ledger Ledger, ImmutableArray<LayerRelevance> Layers) : IDisposable
{
    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        Explanation.Dispose();
        foreach (var layer in Layers)
            layer.Dispose();
    }
}

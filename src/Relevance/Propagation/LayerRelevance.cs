using Relevance.Networks;
using static TorchSharp.torch;

namespace Relevance.Propagation;

/// <summary>What a layer computed, and which part of the explained score came back to it.</summary>
/// <param name="Node">The layer.</param>
/// <param name="Activations">Its output, [N, …].</param>
/// <param name="Relevance">The relevance of that output, of its shape, in units of the score.</param>
public sealed record LayerRelevance(Node Node, Tensor Activations, Tensor Relevance) : IDisposable
{
    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        Activations.Dispose();
        Relevance.Dispose();
    }
}

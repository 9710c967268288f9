using System.Collections.Immutable;
using Relevance.Networks;
using static TorchSharp.torch;

namespace Relevance.Propagation;

/// <summary>Collects the activations and relevances of the layers while batches are explained; frees them unless they are taken.</summary>
internal sealed class LayerMaps : IDisposable
{
    private readonly SortedDictionary<int, List<LayerRelevance>> batches = [];

    /// <summary>Keeps those of a batch.</summary>
    internal void Add(Node node, Tensor activations, Tensor relevance)
    {
        if (!batches.TryGetValue(node.Index, out var parts))
            batches[node.Index] = parts = [];
        // Copies: rules may go on computing in tensors that they own.
        parts.Add(new(node, Own(activations.clone()), Own(relevance.clone())));
    }

    /// <summary>All batches of each layer in one, from the last layer backwards; they are the caller's.</summary>
    internal ImmutableArray<LayerRelevance> Take() =>
    [
        .. batches.Values.Reverse().Select(parts => new LayerRelevance(
            parts[0].Node, Own(cat([.. parts.Select(part => part.Activations)], 0)), Own(cat([.. parts.Select(part => part.Relevance)], 0)))),
    ];

    public void Dispose()
    {
        foreach (var part in batches.Values.SelectMany(parts => parts))
            part.Dispose();
    }

    private static Tensor Own(Tensor tensor) => tensor.DetachFromDisposeScope();
}

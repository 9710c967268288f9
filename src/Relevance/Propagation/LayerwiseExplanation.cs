using System.Collections.Immutable;
using System.Numerics;
using System.Numerics.Tensors;
using Relevance.Networks;

namespace Relevance.Propagation;

/// <summary>The activations of a layer, and the relevance that was propagated to it.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="Node">The layer.</param>
/// <param name="Activations">The layer's output, [N, …].</param>
/// <param name="Relevance">The relevance of the output, of the same shape, in units of the score.</param>
public sealed record LayerRelevance<T>(Node Node, Tensor<T> Activations, Tensor<T> Relevance)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>An explanation by layer-wise relevance propagation with details of the propagation through each layer.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="Explanation">The explanation: the relevance of the inputs.</param>
/// <param name="Ledger">The relevance that entered, left and was absorbed at each layer.</param>
/// <param name="Layers">The layers that relevance reached, from the scores backwards; empty unless computed by
/// <see cref="LayerwiseRelevancePropagation.ExplainLayers{T}"/>.</param>
public sealed record LayerwiseExplanation<T>(Explanation<T> Explanation, Ledger Ledger, ImmutableArray<LayerRelevance<T>> Layers)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

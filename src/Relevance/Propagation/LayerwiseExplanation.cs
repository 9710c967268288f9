using System.Collections.Immutable;
using System.Numerics;
using System.Numerics.Tensors;
using Relevance.Networks;

namespace Relevance.Propagation;

/// <summary>What a layer computed, and which part of the explained score came back to it.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="Node">The layer.</param>
/// <param name="Activations">Its output, [N, …].</param>
/// <param name="Relevance">The relevance of that output, of its shape, in units of the score.</param>
public sealed record LayerRelevance<T>(Node Node, Tensor<T> Activations, Tensor<T> Relevance)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>A propagation with all that it passed through: the way of the score from the last layer back to the inputs.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="Explanation">What reached the inputs.</param>
/// <param name="Ledger">What entered, left and was absorbed at each layer.</param>
/// <param name="Layers">Each layer that relevance came to, from the scores backwards; none unless asked for.</param>
public sealed record LayerwiseExplanation<T>(Explanation<T> Explanation, Ledger Ledger, ImmutableArray<LayerRelevance<T>> Layers)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

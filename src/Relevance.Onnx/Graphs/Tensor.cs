using System.Collections.Immutable;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Programs;

namespace Relevance.Onnx.Graphs;

/// <summary>A tensor that depends on the input: the output of a layer, and its shape for one image.</summary>
/// <param name="Output">The layer's output.</param>
/// <param name="Value">The same in a program that serves to know shapes.</param>
/// <param name="HasBatch">Whether ONNX's first axis is that of the images, which layers do not see; false after a reshape that merged it with others.</param>
internal sealed record Tensor(LayerOutput Output, Value Value, bool HasBatch)
{
    /// <summary>The shape that layers see.</summary>
    internal Shape Shape => Value.Shape;

    /// <summary>The shape that ONNX sees, for one image.</summary>
    internal ImmutableArray<int> Lengths => HasBatch ? [1, .. Shape] : Shape.Lengths;

    /// <summary>The axis that layers see, of one that ONNX names.</summary>
    /// <exception cref="GraphException">There is none, or it is that of the images.</exception>
    internal int Axis(long axis)
    {
        var counted = Graphs.Lengths.Axis(axis, Lengths.Length) - (HasBatch ? 1 : 0);
        return counted >= 0 ? counted : throw new GraphException("it computes along the axis of the images, so that what is found for one would depend on the others.");
    }
}

using System.Collections.Immutable;
using Relevance.Maps;
using Relevance.Networks.Layers;

namespace Relevance.Onnx.Graphs;

/// <summary>A node while its layer is written: what it reads, and where what it computes goes.</summary>
internal sealed class NodeReader(NetworkReader network, OnnxNode node, int opset)
{
    internal OnnxNode Node => node;

    internal int Opset => opset;

    internal int InputCount => node.Inputs.Length;

    /// <summary>Whether an input is given and depends on the image.</summary>
    internal bool IsTensor(int input) => input < node.Inputs.Length && network.TensorOf(node.Inputs[input]) is not null;

    /// <summary>An input that depends on the image.</summary>
    /// <exception cref="GraphException">It is a constant.</exception>
    internal Tensor Tensor(int input) => input < node.Inputs.Length && network.TensorOf(node.Inputs[input]) is { } tensor
        ? tensor
        : throw new GraphException($"its input {input} is a constant, where one that depends on the image is expected.");

    /// <summary>An input that is a constant; null if it is left out.</summary>
    /// <exception cref="GraphException">It depends on the image.</exception>
    internal Constant? OptionalConstant(int input)
    {
        if (input >= node.Inputs.Length || node.Inputs[input].Length == 0)
            return null;
        return network.ConstantOf(node.Inputs[input]) ?? throw new GraphException($"its input '{node.Inputs[input]}' depends on the image, where a constant is expected.");
    }

    /// <summary>An input that is a constant.</summary>
    /// <exception cref="GraphException">It depends on the image, or is left out.</exception>
    internal Constant Constant(int input) => OptionalConstant(input) ?? throw new GraphException($"its input {input} is missing.");

    /// <summary>The operation of the node that computes a tensor; empty for inputs and constants.</summary>
    internal string OperationThatComputes(string tensor) => network.OperationThatComputes(tensor);

    /// <summary>All constants among the inputs, null in the places of others.</summary>
    internal Constant?[] Constants => [.. node.Inputs.Select(network.ConstantOf)];

    /// <summary>Adds a layer whose output is the node's.</summary>
    internal Tensor Set(Layer layer, params IReadOnlyList<Tensor> from) => Set(Add(layer, from));

    /// <summary>Makes a tensor the node's output.</summary>
    internal Tensor Set(Tensor tensor, int output = 0)
    {
        network.Set(node.Outputs[output], tensor);
        return tensor;
    }

    /// <summary>Makes a constant the node's output.</summary>
    internal void Set(Constant constant, int output = 0) => network.Set(node.Outputs[output], constant);

    /// <summary>Adds a layer that prepares or completes another.</summary>
    internal Tensor Add(Layer layer, params IReadOnlyList<Tensor> from) => network.Add(node.Name, layer, from);

    /// <summary>Gives a tensor another shape, which ONNX names.</summary>
    internal Tensor Reshape(Tensor tensor, ImmutableArray<int> lengths)
    {
        // One image in front is the axis of the images.
        var hasBatch = lengths is [1, ..] && (tensor.HasBatch || lengths.Length > 1);
        Shape shape = hasBatch ? lengths.Length == 1 ? [1] : new(lengths[1..]) : lengths.IsEmpty ? [1] : new(lengths);
        return shape == tensor.Shape ? tensor with { HasBatch = hasBatch } : Add(new ReshapeLayer(shape), tensor) with { HasBatch = hasBatch };
    }

    /// <summary>Repeats a tensor along axes of length 1, or missing in front, to a shape that ONNX names.</summary>
    internal Tensor Broadcast(Tensor tensor, ImmutableArray<int> lengths)
    {
        if (tensor.Lengths.SequenceEqual(lengths))
            return tensor;
        _ = Lengths.Size(lengths.AsSpan());
        var grown = Reshape(tensor, [.. Enumerable.Repeat(1, lengths.Length - tensor.Lengths.Length), .. tensor.Lengths]);
        var shape = grown.HasBatch ? lengths[1..] : lengths;
        return grown.Shape.Lengths.SequenceEqual(shape) ? grown : Add(new RepetitionLayer("Broadcast", new SeparableMap(
            $"to {string.Join('×', shape)}",
            [.. shape.Select((length, axis) => grown.Shape[axis] == length ? (AxisMap)new SameAxis() : Rows(1, [.. Enumerable.Repeat(0, length)]))])), grown);
    }

    /// <summary>Takes places along one axis that ONNX names.</summary>
    internal Tensor Take(string kind, Tensor tensor, long onnxAxis, int[] places)
    {
        var axis = tensor.Axis(onnxAxis);
        if (places.SequenceEqual(Enumerable.Range(0, tensor.Shape[axis])))
            return tensor;
        if (places.Length == 0)
            throw new GraphException("it takes nothing.");
        ImmutableArray<AxisMap> along = [.. tensor.Shape.From(axis).Select((length, i) => i == 0 ? (AxisMap)Rows(length, places) : new SameAxis())];
        return Add(new RepetitionLayer(kind, new SeparableMap($"axis {axis}", along)), tensor);
    }

    private static GivenAxis Rows(int length, int[] places) => new(length, [.. places.Select(place => ImmutableArray.Create((place, 1.0)))]);
}

using Relevance.Maps;
using Relevance.Networks.Layers;
using Relevance.Onnx.Graphs;

namespace Relevance.Onnx.Operators;

/// <summary>Sums, means and maxima along axes; over rows and columns they are global poolings.</summary>
internal static class ReductionOperators
{
    internal static IEnumerable<(string Name, Action<NodeReader> Read)> All =>
    [
        ("ReduceMean", node => Reduce(node, (shape, axes) => new LinearLayer("ReduceMean", Reductions.Mean(shape, axes)))),
        ("ReduceSum", node => Reduce(node, (shape, axes) => new LinearLayer("ReduceSum", Reductions.Sum(shape, axes)))),
        ("ReduceMax", node => Reduce(node, (shape, axes) => new MaxPoolingLayer("ReduceMax", Reductions.Sum(shape, axes)))),
    ];

    private static void Reduce(NodeReader node, Func<Shape, int[], Layer> layer)
    {
        var input = node.Tensor(0);
        var rank = input.Lengths.Length;
        var named = ConstantFolding.Axes(node.Node, node.Constants);
        if (named is not { Length: > 0 } && node.Node.Whole("noop_with_empty_axes", 0) != 0)
        {
            node.Set(input);
            return;
        }
        int[] axes = named is { Length: > 0 } ? [.. named.Select(axis => Lengths.Axis(axis, rank)).Distinct()] : [.. Enumerable.Range(0, rank)];
        if (input.HasBatch && axes.Contains(0))
            throw new GraphException("it reduces along the axis of the images, so that what is found for one would depend on the others.");
        var reduced = node.Add(layer(input.Shape, [.. axes.Select(axis => input.Axis(axis))]), input);
        node.Set(node.Node.Whole("keepdims", 1) != 0 ? reduced : node.Reshape(reduced, [.. reduced.Lengths.Where((_, axis) => !axes.Contains(axis))]));
    }
}

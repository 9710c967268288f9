using Relevance.Maps;
using Relevance.Networks.Layers;
using Relevance.Onnx.Graphs;

namespace Relevance.Onnx.Operators;

/// <summary>Normalisations by the input itself, and the softmax between layers.</summary>
internal static class NormalizationOperators
{
    internal static IEnumerable<(string Name, Action<NodeReader> Read)> All =>
    [
        ("LayerNormalization", LayerNormalization), ("InstanceNormalization", InstanceNormalization), ("GroupNormalization", GroupNormalization), ("Softmax", Softmax),
    ];

    private static void LayerNormalization(NodeReader node)
    {
        var input = node.Tensor(0);
        var rank = input.Lengths.Length;
        var first = Lengths.Axis(node.Node.Whole("axis", -1), rank);
        Shape axes = new([.. Enumerable.Range(first, rank - first).Select(axis => input.Axis(axis))]);
        var standard = node.Add(new StandardizationLayer(axes, node.Node.Number("epsilon", 1e-5f)), input);
        node.Set(ArithmeticOperators.Affine(node, standard, node.Constant(1), node.OptionalConstant(2)));
    }

    private static void InstanceNormalization(NodeReader node)
    {
        var input = node.Tensor(0);
        LinearOperators.RequireBatch(input);
        var standard = node.Add(new StandardizationLayer(new([.. Enumerable.Range(1, input.Shape.Rank - 1)]), node.Node.Number("epsilon", 1e-5f)), input);
        node.Set(PerChannel(standard, node, input.Shape[0]));
    }

    private static void GroupNormalization(NodeReader node)
    {
        var input = node.Tensor(0);
        LinearOperators.RequireBatch(input);
        var (groups, channels) = ((int)node.Node.Whole("num_groups", 1), input.Shape[0]);
        if (groups < 1 || channels % groups != 0 || node.Constant(1).Count != channels)
            throw new GraphException($"{groups} groups with {node.Constant(1).Count} factors do not fit {channels} channels.");
        var split = node.Add(new ReshapeLayer([groups, channels / groups * input.Shape.From(1).Size]), input);
        var standard = node.Add(new StandardizationLayer([1], node.Node.Number("epsilon", 1e-5f)), split);
        node.Set(PerChannel(node.Add(new ReshapeLayer(input.Shape), standard), node, channels));
    }

    private static Tensor PerChannel(Tensor standard, NodeReader node, int channels) =>
        node.Add(new LinearLayer("Scale", new ChannelScaleMap(node.Constant(1).ToWeights([channels])), node.Constant(2).ToWeights([channels])), standard);

    /// <summary>Before version 13 all axes from the one named on are one; since then it is that one.</summary>
    private static void Softmax(NodeReader node)
    {
        var input = node.Tensor(0);
        var axis = input.Axis(node.Node.Whole("axis", node.Opset < 13 ? 1 : -1));
        if (node.Opset >= 13 || axis == input.Shape.Rank - 1)
        {
            node.Set(new SoftmaxLayer(axis), input);
            return;
        }
        var flat = node.Add(new ReshapeLayer(new([.. input.Shape.Lengths[..axis], input.Shape.From(axis).Size])), input);
        node.Set(new ReshapeLayer(input.Shape), node.Add(new SoftmaxLayer(axis), flat));
    }
}

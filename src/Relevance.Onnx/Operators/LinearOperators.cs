using Relevance.Maps;
using Relevance.Networks.Layers;
using Relevance.Onnx.Graphs;

namespace Relevance.Onnx.Operators;

/// <summary>Layers with weights: convolutions, fully connected layers, batch normalisation.</summary>
internal static class LinearOperators
{
    internal static IEnumerable<(string Name, Action<NodeReader> Read)> All =>
    [
        ("Conv", Convolution), ("ConvTranspose", TransposedConvolution), ("Gemm", Gemm), ("MatMul", MatMul), (Fusions.Linear, MatMul), ("BatchNormalization", BatchNormalization),
    ];

    private static void Convolution(NodeReader node)
    {
        var (input, weight) = (node.Tensor(0), node.Constant(1));
        RequireBatch(input);
        var windows = Windows.Of(node.Node, [.. weight.Lengths.Skip(2)], input.Shape.Lengths.AsSpan()[1..]);
        var geometry = new ConvolutionGeometry(Shape.Of(windows.Stride), Shape.Of(windows.Before), Shape.Of(windows.After), Shape.Of(windows.Dilation), (int)node.Node.Whole("group", 1));
        node.Set(new LinearLayer($"Conv{windows.Axes}d", new ConvolutionMap(weight.ToWeights(new(weight.Lengths)), geometry), Bias(node.OptionalConstant(2))), input);
    }

    private static void TransposedConvolution(NodeReader node)
    {
        var (input, weight) = (node.Tensor(0), node.Constant(1));
        RequireBatch(input);
        var (op, axes) = (node.Node, weight.Lengths.Length - 2);
        int[] kernel = [.. weight.Lengths.Skip(2)];
        var stride = op.Wholes("strides") ?? [.. kernel.Select(_ => 1)];
        var dilation = op.Wholes("dilations") ?? [.. kernel.Select(_ => 1)];
        var padding = op.Wholes("output_padding") ?? new int[axes];
        var pads = op.Wholes("pads") ?? new int[2 * axes];
        var automatic = op.Word("auto_pad", "NOTSET");
        var (before, after) = (pads[..axes], pads[axes..]);
        if (op.Wholes("output_shape") is { } wanted || automatic is "SAME_UPPER" or "SAME_LOWER")
        {
            wanted = op.Wholes("output_shape") ?? [.. stride.Select((step, axis) => input.Shape[axis + 1] * step)];
            for (var axis = 0; axis < axes; axis++)
            {
                var total = stride[axis] * (input.Shape[axis + 1] - 1) + padding[axis] + (kernel[axis] - 1) * dilation[axis] + 1 - wanted[wanted.Length - axes + axis];
                // With an output shape the odd cell is cut off at the start, unless auto_pad is SAME_UPPER.
                before[axis] = automatic == "SAME_UPPER" ? total / 2 : total - total / 2;
                after[axis] = total - before[axis];
            }
        }
        var geometry = new ConvolutionGeometry(Shape.Of(stride), Shape.Of(before), Shape.Of(after), Shape.Of(dilation), (int)op.Whole("group", 1));
        var map = new TransposedConvolutionMap(new ConvolutionMap(weight.ToWeights(new(weight.Lengths)), geometry), Shape.Of(padding));
        node.Set(new LinearLayer($"ConvTranspose{axes}d", map, Bias(node.OptionalConstant(2))), input);
    }

    /// <summary>y = α A B + β C, of which A depends on the image.</summary>
    private static void Gemm(NodeReader node)
    {
        var (input, weight, op) = (node.Tensor(0), node.Constant(1), node.Node);
        RequireBatch(input);
        if (op.Whole("transA", 0) != 0)
            throw new GraphException("it transposes its first input, so that what is found for one image would depend on the others.");
        if (weight.Lengths.Length != 2)
            throw new GraphException($"its weight has {weight.Lengths.Length} axes instead of 2.");
        var (alpha, beta) = (op.Number("alpha", 1), op.Number("beta", 1));
        var rows = (op.Whole("transB", 0) != 0 ? weight : ConstantFolding.Transpose(weight, null)).ToWeights(Rows(weight, op.Whole("transB", 0) != 0));
        if (alpha != 1)
            rows = rows.Select((_, value) => value * alpha);
        // With a factor of 0 the summand is not even read.
        var summand = beta == 0 ? null : node.OptionalConstant(2);
        var bias = summand is null ? null : PerOutput(summand, rows.Shape[0]);
        if (bias is not null && beta != 1)
            bias = bias.Select((_, value) => value * beta);
        node.Set(new LinearLayer("Linear", new DenseMap(rows), bias), input);
    }

    private static void MatMul(NodeReader node)
    {
        if (!node.IsTensor(0) || (node.IsTensor(1) && node.InputCount > 1))
            throw new GraphException("it multiplies two matrices of which not the second alone is a constant. Attention and its like are not read yet.");
        var (input, weight) = (node.Tensor(0), node.Constant(1));
        var matrix = weight.Lengths.Length > 2 && weight.Lengths[..^2].All(length => length == 1) ? weight.Reshape(weight.Lengths[^2..]) : weight;
        if (matrix.Lengths.Length != 2)
            throw new GraphException($"its weight has the shape [{string.Join(", ", weight.Lengths)}] instead of [inputs, outputs].");
        var rows = ConstantFolding.Transpose(matrix, null).ToWeights(Rows(matrix, false));
        node.Set(new LinearLayer("Linear", new DenseMap(rows), node.OptionalConstant(2) is { } bias ? PerOutput(bias, rows.Shape[0]) : null), input);
    }

    /// <summary>z = γ (a − μ) / √(σ² + ε) + β by the statistics in the file.</summary>
    private static void BatchNormalization(NodeReader node)
    {
        var input = node.Tensor(0);
        RequireBatch(input);
        if (node.Node.Whole("training_mode", 0) != 0)
            throw new GraphException("it is in training mode, in which what is found for one image depends on the others. Export the model in evaluation mode.");
        var (scale, shift, mean, variance) = (node.Constant(1), node.Constant(2), node.Constant(3), node.Constant(4));
        double epsilon = node.Node.Number("epsilon", 1e-5f);
        double[] factors = [.. Enumerable.Range(0, scale.Count).Select(channel => scale[channel] / Math.Sqrt(variance[channel] + epsilon))];
        double[] offsets = [.. Enumerable.Range(0, scale.Count).Select(channel => shift[channel] - mean[channel] * factors[channel])];
        node.Set(new LinearLayer($"BatchNorm{Math.Max(1, input.Shape.Rank - 1)}d", new ChannelScaleMap(Weights.Of(factors, [factors.Length])), Weights.Of(offsets, [offsets.Length])), input);
    }

    private static Shape Rows(Constant matrix, bool transposed) => transposed ? [matrix.Lengths[0], matrix.Lengths[1]] : [matrix.Lengths[1], matrix.Lengths[0]];

    private static Weights? Bias(Constant? bias) => bias?.ToWeights([bias.Count]);

    private static Weights PerOutput(Constant summand, int outputs)
    {
        if (summand.Count != 1 && (summand.Count != outputs || summand.Lengths[^1] != outputs))
            throw new GraphException($"its summand has the shape [{string.Join(", ", summand.Lengths)}], which is not one number for each of {outputs} outputs.");
        return (summand.Count == 1 && outputs > 1 ? ConstantFolding.Expand(summand.Reshape([1]), [outputs]) : summand).ToWeights([outputs]);
    }

    internal static void RequireBatch(Tensor input)
    {
        if (!input.HasBatch)
            throw new GraphException($"its input [{string.Join(", ", input.Lengths)}] does not begin with the axis of the images.");
    }
}

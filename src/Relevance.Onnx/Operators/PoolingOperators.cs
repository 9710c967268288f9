using System.Collections.Immutable;
using Relevance.Maps;
using Relevance.Networks.Layers;
using Relevance.Onnx.Graphs;

namespace Relevance.Onnx.Operators;

/// <summary>Poolings, and what enlarges images by rule.</summary>
internal static class PoolingOperators
{
    internal static IEnumerable<(string Name, Action<NodeReader> Read)> All =>
    [
        ("MaxPool", MaxPool), ("AveragePool", AveragePool),
        ("GlobalAveragePool", node => Global(node, (input, axes) => new LinearLayer("GlobalAvgPool", Reductions.Mean(input.Shape, axes)))),
        ("GlobalMaxPool", node => Global(node, (input, axes) => new MaxPoolingLayer("GlobalMaxPool", Reductions.Sum(input.Shape, axes)))),
        ("Resize", Resize), ("Upsample", Resize),
    ];

    private static void MaxPool(NodeReader node)
    {
        if (node.Node.Outputs.Length > 1 && node.Node.Outputs[1].Length > 0)
            throw new GraphException("it returns the places of the largest values, which are not read.");
        node.Set(new MaxPoolingLayer($"MaxPool{node.Tensor(0).Shape.Rank - 1}d", Map(node, countsPadding: false)), node.Tensor(0));
    }

    private static void AveragePool(NodeReader node) =>
        node.Set(new LinearLayer($"AvgPool{node.Tensor(0).Shape.Rank - 1}d", Map(node, node.Node.Whole("count_include_pad", 0) != 0)), node.Tensor(0));

    private static SeparableMap Map(NodeReader node, bool countsPadding)
    {
        var input = node.Tensor(0);
        LinearOperators.RequireBatch(input);
        var windows = Windows.Of(node.Node, null, input.Shape.Lengths.AsSpan()[1..]);
        var ceil = node.Node.Whole("ceil_mode", 0) != 0;
        return new SeparableMap(Text(windows), [.. Enumerable.Range(0, windows.Axes).Select(AxisMap (axis) => new WindowAxis(
            windows.Kernel[axis], windows.Stride[axis], windows.Before[axis], windows.After[axis], windows.Dilation[axis], ceil, countsPadding))]);
    }

    private static string Text(Windows windows)
    {
        var text = string.Join('×', windows.Kernel);
        if (!windows.Stride.SequenceEqual(windows.Kernel))
            text += $", stride {string.Join('×', windows.Stride)}";
        if (windows.Before.Concat(windows.After).Any(pad => pad != 0))
            text += $", padding {string.Join('×', windows.Before.Zip(windows.After, (before, after) => before == after ? $"{before}" : $"{before}+{after}"))}";
        return text;
    }

    private static void Global(NodeReader node, Func<Tensor, int[], Layer> layer)
    {
        var input = node.Tensor(0);
        LinearOperators.RequireBatch(input);
        if (input.Shape.Rank < 2)
            throw new GraphException($"it pools over places, and its input [{string.Join(", ", input.Lengths)}] has none.");
        node.Set(layer(input, [.. Enumerable.Range(1, input.Shape.Rank - 1)]), input);
    }

    private static void Resize(NodeReader node)
    {
        var (input, op) = (node.Tensor(0), node.Node);
        var scales = op.Operation == "Upsample" || node.Opset < 11 ? op.Numbers("scales") ?? Singles(node.Constant(1)) : Singles(node.OptionalConstant(2));
        var sizes = node.OptionalConstant(3)?.ToWholes();
        var mode = op.Word("mode", "nearest");
        var coordinates = op.Operation == "Upsample" || node.Opset < 11 ? "asymmetric" : op.Word("coordinate_transformation_mode", "half_pixel");
        var rounding = op.Operation == "Upsample" || node.Opset < 11 ? "floor" : op.Word("nearest_mode", "round_prefer_floor");
        if (op.Whole("antialias", 0) != 0 || mode is not ("nearest" or "linear"))
            throw new GraphException($"mode '{mode}'{(op.Whole("antialias", 0) != 0 ? " with antialias" : "")} is not read; nearest and linear are.");
        if (op.Word("keep_aspect_ratio_policy", "stretch") != "stretch" || coordinates is "tf_crop_and_resize" || op.Has("axes"))
            throw new GraphException("it resizes in a way that is not read.");
        var lengths = input.Lengths;
        if ((scales?.Length is > 0 ? scales.Length : sizes?.Length) != lengths.Length)
            throw new GraphException($"it needs a scale or a size for each of {lengths.Length} axes.");
        _ = Lengths.Size([.. lengths.Select((length, axis) => checked((int)(scales is { Length: > 0 } ? length * scales[axis] : sizes![axis])))]);
        var along = lengths.Select((length, axis) =>
        {
            var scale = scales is { Length: > 0 } ? scales[axis] : (double)sizes![axis] / length;
            var outputs = scales is { Length: > 0 } ? (int)Math.Floor(length * scale) : (int)sizes![axis];
            return outputs == length && scale == 1 ? (AxisMap)new SameAxis() : new GivenAxis(length, [.. Enumerable.Range(0, outputs).Select(place => Row(place, length, outputs, scale, mode, coordinates, rounding))]);
        }).ToArray();
        if (input.HasBatch && along[0] is not SameAxis)
            throw new GraphException("it resizes the axis of the images.");
        var map = new SeparableMap(string.Join('×', along.Select((axis, i) => axis.Rows(lengths[i]).Length).Skip(input.HasBatch ? 2 : 1)), [.. along.Skip(input.HasBatch ? 1 : 0)]);
        node.Set(mode == "nearest" ? new RepetitionLayer("Resize", map) : new LinearLayer("Resize", map), input);
    }

    private static ImmutableArray<(int Place, double Weight)> Row(int place, int length, int outputs, double scale, string mode, string coordinates, string rounding)
    {
        var x = coordinates switch
        {
            "asymmetric" => place / scale,
            "align_corners" => outputs == 1 ? 0 : place * (length - 1.0) / (outputs - 1),
            "pytorch_half_pixel" => outputs > 1 ? (place + 0.5) / scale - 0.5 : 0,
            "half_pixel_symmetric" => length / 2.0 * (1 - outputs / (scale * length)) + (place + 0.5) / scale - 0.5,
            "half_pixel" => (place + 0.5) / scale - 0.5,
            _ => throw new GraphException($"coordinates '{coordinates}' are not known."),
        };
        if (mode == "nearest")
        {
            var nearest = rounding switch
            {
                "floor" => Math.Floor(x),
                "ceil" => Math.Ceiling(x),
                "round_prefer_ceil" => Math.Floor(x + 0.5),
                "round_prefer_floor" => Math.Ceiling(x - 0.5),
                _ => throw new GraphException($"rounding '{rounding}' is not known."),
            };
            return [((int)Math.Clamp(nearest, 0, length - 1), 1)];
        }
        var first = (int)Math.Floor(x);
        var share = x - first;
        var (low, high) = (Math.Clamp(first, 0, length - 1), Math.Clamp(first + 1, 0, length - 1));
        return low == high || share == 0 ? [(low, 1)] : [(low, 1 - share), (high, share)];
    }

    private static float[]? Singles(Constant? scales) => scales is null ? null : Array.ConvertAll(scales.ToArray(), scale => (float)scale);
}

using Relevance.Maps;
using Relevance.Networks.Layers;
using Relevance.Onnx.Graphs;

namespace Relevance.Onnx.Operators;

/// <summary>What moves values without changing them.</summary>
internal static class ShapeOperators
{
    internal static IEnumerable<(string Name, Action<NodeReader> Read)> All =>
    [
        ("Identity", node => node.Set(node.Tensor(0))), ("Dropout", Dropout), ("Cast", Cast), ("CastLike", node => node.Set(node.Tensor(0))),
        ("Flatten", Flatten), ("Reshape", Reshape), ("Squeeze", Squeeze), ("Unsqueeze", Unsqueeze), ("Transpose", Transpose),
        ("Concat", Concat), ("Split", Split), ("Slice", Slice), ("Gather", Gather), ("Expand", Expand), ("Tile", Tile), ("Pad", Pad),
        ("DepthToSpace", DepthToSpace), ("SpaceToDepth", SpaceToDepth),
    ];

    /// <summary>Dropout drops nothing once training is over, unless the file says that it is not.</summary>
    private static void Dropout(NodeReader node)
    {
        if (node.OptionalConstant(2) is { } training && training[0] != 0)
            throw new GraphException("it is in training mode and really drops values. Export the model in evaluation mode.");
        node.Set(node.Tensor(0));
    }

    private static void Cast(NodeReader node)
    {
        if (node.Node.Whole("to", 1) is not (1 or 10 or 11 or 16))
            throw new GraphException("it makes whole numbers of values that depend on the image, which have no gradient.");
        node.Set(node.Tensor(0));
    }

    private static void Flatten(NodeReader node)
    {
        var input = node.Tensor(0);
        var rank = input.Lengths.Length;
        var axis = (int)node.Node.Whole("axis", 1);
        var first = axis < 0 ? axis + rank : axis;
        node.Set(node.Reshape(input, [Lengths.Size(input.Lengths.AsSpan()[..first]), Lengths.Size(input.Lengths.AsSpan()[first..])]));
    }

    private static void Reshape(NodeReader node)
    {
        var input = node.Tensor(0);
        var wanted = node.InputCount > 1 ? node.Constant(1).ToWholes() : [.. node.Node.Wholes("shape")!.Select(length => (long)length)];
        node.Set(node.Reshape(input, Lengths.Reshape(input.Lengths, wanted, node.Node.Whole("allowzero", 0) != 0)));
    }

    private static void Squeeze(NodeReader node)
    {
        var input = node.Tensor(0);
        var axes = ConstantFolding.Axes(node.Node, node.Constants);
        // Without axes, those of length 1 go; that of the images stays, whose length is that of a batch.
        axes ??= [.. Enumerable.Range(0, input.Lengths.Length).Where(axis => input.Lengths[axis] == 1 && !(input.HasBatch && axis == 0)).Select(axis => (long)axis)];
        node.Set(node.Reshape(input, ConstantFolding.Squeeze(input.Lengths, axes)));
    }

    private static void Unsqueeze(NodeReader node)
    {
        var input = node.Tensor(0);
        node.Set(node.Reshape(input, ConstantFolding.Unsqueeze(input.Lengths, ConstantFolding.Axes(node.Node, node.Constants) ?? throw new GraphException("it names no axes."))));
    }

    private static void Transpose(NodeReader node)
    {
        var input = node.Tensor(0);
        var rank = input.Lengths.Length;
        var order = node.Node.Wholes("perm") ?? [.. Enumerable.Range(0, rank).Reverse()];
        if (!input.HasBatch)
        {
            node.Set(new PermuteLayer(Shape.Of(order)), input);
            return;
        }
        // An axis of length 1 may go anywhere: for one image no value moves.
        var front = Array.IndexOf(order, 0);
        int[] rest = [.. order.Where(axis => axis != 0).Select(axis => axis - 1)];
        var moved = rest.SequenceEqual(Enumerable.Range(0, rest.Length)) ? input : node.Add(new PermuteLayer(Shape.Of(rest)), input);
        node.Set(front == 0 ? moved : node.Reshape(moved, [.. order.Select(axis => input.Lengths[axis])]));
    }

    private static void Concat(NodeReader node)
    {
        var parts = Enumerable.Range(0, node.InputCount).ToArray();
        if (parts.FirstOrDefault(part => !node.IsTensor(part), -1) is var constant and >= 0)
            throw new GraphException($"it puts the constant '{node.Node.Inputs[constant]}' beside values that depend on the image, which is not read.");
        Tensor[] tensors = [.. parts.Select(node.Tensor)];
        var axis = tensors[0].Axis(node.Node.Whole("axis", 1));
        node.Set(tensors.Length == 1 ? tensors[0] : node.Add(new ConcatenationLayer(axis), tensors));
    }

    private static void Split(NodeReader node)
    {
        var input = node.Tensor(0);
        var axis = node.Node.Whole("axis", 0);
        var start = 0;
        foreach (var (output, part) in ConstantFolding.Parts(node.Node, node.Constants, input.Lengths[Lengths.Axis(axis, input.Lengths.Length)]).Index())
        {
            node.Set(node.Take("Split", input, axis, [.. Enumerable.Range(start, part)]), output);
            start += part;
        }
    }

    private static void Slice(NodeReader node)
    {
        var input = node.Tensor(0);
        foreach (var (axis, places) in ConstantFolding.Slices(node.Node, node.Constants, input.Lengths))
        {
            if (places.SequenceEqual(Enumerable.Range(0, input.Lengths[axis])))
                continue;
            input = node.Take("Slice", input, axis, places);
        }
        node.Set(input);
    }

    private static void Gather(NodeReader node)
    {
        var (input, chosen) = (node.Tensor(0), node.Constant(1));
        var axis = Lengths.Axis(node.Node.Whole("axis", 0), input.Lengths.Length);
        int[] places = [.. chosen.ToWholes().Select(place => Lengths.Axis(place, input.Lengths[axis]))];
        var taken = node.Take("Gather", input, axis, places);
        node.Set(node.Reshape(taken, [.. input.Lengths[..axis], .. chosen.Lengths, .. input.Lengths[(axis + 1)..]]));
    }

    private static void Expand(NodeReader node)
    {
        var input = node.Tensor(0);
        node.Set(node.Broadcast(input, Lengths.Broadcast(input.Lengths, [.. node.Constant(1).ToWholes().Select(length => checked((int)length))])));
    }

    private static void Tile(NodeReader node)
    {
        var input = node.Tensor(0);
        foreach (var (axis, times) in node.Constant(1).ToWholes().Index().Where(entry => entry.Item != 1))
        {
            _ = Lengths.Size([.. input.Lengths, checked((int)times)]);
            input = node.Take("Tile", input, axis, [.. Enumerable.Range(0, checked((int)(times * input.Lengths[axis]))).Select(place => place % input.Lengths[axis])]);
        }
        node.Set(input);
    }

    private static void Pad(NodeReader node)
    {
        var (input, op) = (node.Tensor(0), node.Node);
        var pads = op.Wholes("pads")?.Select(pad => (long)pad).ToArray() ?? node.Constant(1).ToWholes();
        var filler = op.Has("value") ? op.Number("value", 0) : node.OptionalConstant(2)?[0] ?? 0;
        var rank = input.Lengths.Length;
        var (before, after) = (new int[rank], new int[rank]);
        var axes = node.OptionalConstant(3)?.ToWholes() ?? [.. Enumerable.Range(0, pads.Length / 2)];
        for (var i = 0; i < axes.Length; i++)
        {
            var axis = Lengths.Axis(axes[i], rank);
            (before[axis], after[axis]) = (checked((int)pads[i]), checked((int)pads[axes.Length + i]));
        }
        _ = Lengths.Size([.. input.Lengths.Select((length, axis) => Math.Max(1, checked(length + before[axis] + after[axis])))]);
        var skipped = input.HasBatch ? 1 : 0;
        if (input.HasBatch && (before[0] != 0 || after[0] != 0))
            throw new GraphException("it pads the axis of the images.");
        var mode = op.Word("mode", "constant");
        if (before.Concat(after).All(pad => pad == 0))
            node.Set(input);
        else if (mode == "constant")
            node.Set(new ConstantPaddingLayer("Pad", Shape.Of(before[skipped..]), Shape.Of(after[skipped..]), filler), input);
        else
            node.Set(new RepetitionLayer($"Pad ({mode})", new SeparableMap(
                string.Join('×', before[skipped..].Zip(after[skipped..], (first, last) => first == last ? $"{first}" : $"{first}+{last}")),
                [.. Enumerable.Range(skipped, rank - skipped).Select(axis => before[axis] == 0 && after[axis] == 0 ? (AxisMap)new SameAxis() : new PaddingAxis(Mode(mode), before[axis], after[axis]))])), input);
    }

    private static PaddingMode Mode(string mode) => mode switch
    {
        "reflect" => PaddingMode.Reflect,
        "edge" => PaddingMode.Replicate,
        "wrap" => PaddingMode.Circular,
        _ => throw new GraphException($"padding in mode '{mode}' is not known."),
    };

    private static void DepthToSpace(NodeReader node)
    {
        var input = node.Tensor(0);
        var block = (int)node.Node.Whole("blocksize", 1);
        var (channels, rows, columns) = Image(input);
        var depth = channels / (block * block);
        var isDepthFirst = node.Node.Word("mode", "DCR") == "DCR";
        var split = node.Add(new ReshapeLayer(isDepthFirst ? [block, block, depth, rows, columns] : [depth, block, block, rows, columns]), input);
        var moved = node.Add(new PermuteLayer(isDepthFirst ? [2, 3, 0, 4, 1] : [0, 3, 1, 4, 2]), split);
        node.Set(new ReshapeLayer([depth, rows * block, columns * block]), moved);
    }

    private static void SpaceToDepth(NodeReader node)
    {
        var input = node.Tensor(0);
        var block = (int)node.Node.Whole("blocksize", 1);
        var (channels, rows, columns) = Image(input);
        var split = node.Add(new ReshapeLayer([channels, rows / block, block, columns / block, block]), input);
        var moved = node.Add(new PermuteLayer([2, 4, 0, 1, 3]), split);
        node.Set(new ReshapeLayer([channels * block * block, rows / block, columns / block]), moved);
    }

    private static (int Channels, int Rows, int Columns) Image(Tensor input) => input is { HasBatch: true, Shape.Rank: 3 }
        ? (input.Shape[0], input.Shape[1], input.Shape[2])
        : throw new GraphException($"its input [{string.Join(", ", input.Lengths)}] is no batch of images.");
}

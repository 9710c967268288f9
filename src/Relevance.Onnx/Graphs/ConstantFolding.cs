using System.Collections.Immutable;

namespace Relevance.Onnx.Graphs;

/// <summary>Computes nodes all of whose inputs are constants: where weights hide behind casts and transpositions, and shapes are computed by a graph.</summary>
internal static class ConstantFolding
{
    private static readonly Dictionary<string, Func<OnnxNode, Constant?[], Constant[]>> Operations = new()
    {
        ["Identity"] = (_, inputs) => [inputs[0]!],
        ["Dropout"] = (_, inputs) => [inputs[0]!],
        ["Cast"] = (node, inputs) => [Cast(inputs[0]!, node.Whole("to", 1))],
        ["CastLike"] = (_, inputs) => [Constant.Of(inputs[1]!.Kind, inputs[0]!.ToArray(), inputs[0]!.Lengths)],
        ["Shape"] = (node, inputs) => [Shape(node, inputs[0]!.Lengths)],
        ["Size"] = (_, inputs) => [Constant.Of([inputs[0]!.Count], [])],
        ["Reshape"] = (node, inputs) => [Reshape(node, inputs)],
        ["Flatten"] = (node, inputs) => [Flatten(inputs[0]!, (int)node.Whole("axis", 1))],
        ["Unsqueeze"] = (node, inputs) => [inputs[0]!.Reshape(Unsqueeze(inputs[0]!.Lengths, Axes(node, inputs)!))],
        ["Squeeze"] = (node, inputs) => [inputs[0]!.Reshape(Squeeze(inputs[0]!.Lengths, Axes(node, inputs)))],
        ["Transpose"] = (node, inputs) => [Transpose(inputs[0]!, node.Wholes("perm"))],
        ["Concat"] = (node, inputs) => [Concat(inputs!, node.Whole("axis", 1))],
        ["Gather"] = (node, inputs) => [Gather(inputs[0]!, inputs[1]!, node.Whole("axis", 0))],
        ["Slice"] = (node, inputs) => [Slice(node, inputs)],
        ["Split"] = (node, inputs) => Split(node, inputs),
        ["Expand"] = (_, inputs) => [Expand(inputs[0]!, [.. inputs[1]!.ToWholes().Select(length => (int)length)])],
        ["ConstantOfShape"] = (node, inputs) => [Filled(node, inputs[0]!)],
        ["Range"] = (_, inputs) => [Range(inputs!)],
        ["Where"] = (_, inputs) => [Where(inputs!)],
        ["Add"] = Binary((x, y) => x + y, (x, y) => x + y),
        ["Sub"] = Binary((x, y) => x - y, (x, y) => x - y),
        ["Mul"] = Binary((x, y) => x * y, (x, y) => x * y),
        ["Div"] = Binary((x, y) => x / y, (x, y) => y == 0 ? throw new GraphException("a division by 0.") : x / y),
        ["Pow"] = Binary(Power, (x, y) => (long)Power(x, y)),
        ["Mod"] = Binary((x, y) => x - y * Math.Floor(x / y), (x, y) => y == 0 ? throw new GraphException("a division by 0.") : ((x % y) + y) % y),
        ["Min"] = Binary(Math.Min, Math.Min),
        ["Max"] = Binary(Math.Max, Math.Max),
        ["Equal"] = Compare((x, y) => x == y),
        ["Less"] = Compare((x, y) => x < y),
        ["LessOrEqual"] = Compare((x, y) => x <= y),
        ["Greater"] = Compare((x, y) => x > y),
        ["GreaterOrEqual"] = Compare((x, y) => x >= y),
        ["And"] = Compare((x, y) => x != 0 && y != 0),
        ["Or"] = Compare((x, y) => x != 0 || y != 0),
        ["Not"] = (_, inputs) => [Each(inputs[0]!, x => x == 0 ? 1 : 0)],
        ["Neg"] = (_, inputs) => [Each(inputs[0]!, x => -x)],
        ["Abs"] = (_, inputs) => [Each(inputs[0]!, Math.Abs)],
        ["Relu"] = (_, inputs) => [Each(inputs[0]!, x => Math.Max(x, 0))],
        ["Sqrt"] = (_, inputs) => [Each(inputs[0]!, Math.Sqrt)],
        ["Floor"] = (_, inputs) => [Each(inputs[0]!, Math.Floor)],
        ["Ceil"] = (_, inputs) => [Each(inputs[0]!, Math.Ceiling)],
        ["Reciprocal"] = (_, inputs) => [Each(inputs[0]!, x => 1 / x)],
        ["ReduceProd"] = Reduce((x, y) => x * y),
        ["ReduceSum"] = Reduce((x, y) => x + y),
        ["ReduceMin"] = Reduce(Math.Min),
        ["ReduceMax"] = Reduce(Math.Max),
    };

    /// <summary>The outputs of a node whose inputs are known; null if this operation is not computed here.</summary>
    internal static Constant[]? Compute(OnnxNode node, Constant?[] inputs) => Operations.TryGetValue(node.Operation, out var compute) ? compute(node, inputs) : null;

    /// <summary>The lengths that <c>Shape</c> gives, perhaps of some axes only.</summary>
    internal static Constant Shape(OnnxNode node, ImmutableArray<int> lengths)
    {
        var start = (int)Math.Clamp(From(node.Whole("start", 0)), 0, lengths.Length);
        var end = (int)Math.Clamp(From(node.Whole("end", lengths.Length)), 0, lengths.Length);
        return Constant.Of(lengths[start..Math.Max(start, end)]);

        long From(long axis) => axis < 0 ? axis + lengths.Length : axis;
    }

    /// <summary>Axes that are an attribute in older versions and an input in newer ones; null for none.</summary>
    internal static long[]? Axes(OnnxNode node, Constant?[] inputs) =>
        inputs.ElementAtOrDefault(1)?.ToWholes() ?? node.Wholes("axes")?.Select(axis => (long)axis).ToArray();

    internal static ImmutableArray<int> Unsqueeze(ImmutableArray<int> lengths, long[] axes)
    {
        var rank = lengths.Length + axes.Length;
        var added = axes.Select(axis => Lengths.Axis(axis, rank)).ToHashSet();
        var rest = new Queue<int>(lengths);
        return added.Count == axes.Length
            ? [.. Enumerable.Range(0, rank).Select(axis => added.Contains(axis) ? 1 : rest.Dequeue())]
            : throw new GraphException("an axis is added twice.");
    }

    internal static ImmutableArray<int> Squeeze(ImmutableArray<int> lengths, long[]? axes)
    {
        var removed = axes?.Select(axis => Lengths.Axis(axis, lengths.Length)).ToHashSet() ?? [.. Enumerable.Range(0, lengths.Length).Where(axis => lengths[axis] == 1)];
        return removed.All(axis => lengths[axis] == 1)
            ? [.. lengths.Where((_, axis) => !removed.Contains(axis))]
            : throw new GraphException($"[{string.Join(", ", lengths)}] has other lengths than 1 at the axes to be removed.");
    }

    /// <summary>For each axis that is cut, the places that are taken.</summary>
    internal static IEnumerable<(int Axis, int[] Places)> Slices(OnnxNode node, Constant?[] inputs, ImmutableArray<int> lengths)
    {
        var starts = node.Wholes("starts")?.Select(i => (long)i).ToArray() ?? inputs[1]!.ToWholes();
        var ends = node.Wholes("ends")?.Select(i => (long)i).ToArray() ?? inputs[2]!.ToWholes();
        var axes = node.Wholes("axes")?.Select(i => (long)i).ToArray() ?? inputs.ElementAtOrDefault(3)?.ToWholes() ?? [.. Enumerable.Range(0, starts.Length)];
        var steps = inputs.ElementAtOrDefault(4)?.ToWholes() ?? [.. starts.Select(_ => 1L)];
        if (ends.Length != starts.Length || axes.Length != starts.Length || steps.Length != starts.Length)
            throw new GraphException("starts, ends, axes and steps of a slice are not equally many.");
        for (var i = 0; i < starts.Length; i++)
        {
            var axis = Lengths.Axis(axes[i], lengths.Length);
            yield return (axis, Lengths.Slice(lengths[axis], starts[i], ends[i], steps[i]));
        }
    }

    /// <summary>How long the parts are into which an axis is split.</summary>
    internal static int[] Parts(OnnxNode node, Constant?[] inputs, int length)
    {
        var parts = node.Wholes("split") ?? inputs.ElementAtOrDefault(1)?.ToWholes().Select(part => (int)part).ToArray();
        if (parts is null)
        {
            var count = (int)node.Whole("num_outputs", node.Outputs.Length);
            var part = (length + count - 1) / count;
            parts = [.. Enumerable.Range(0, count).Select(i => Math.Min(part, length - i * part))];
        }
        return parts.Sum() == length && parts.All(part => part >= 0) ? parts : throw new GraphException($"an axis of {length} cannot be split into {string.Join(" and ", parts)}.");
    }

    internal static Constant Transpose(Constant x, int[]? order)
    {
        var axes = order ?? [.. Enumerable.Range(0, x.Lengths.Length).Reverse()];
        if (!axes.Order().SequenceEqual(Enumerable.Range(0, x.Lengths.Length)))
            throw new GraphException($"[{string.Join(", ", axes)}] is no order of {x.Lengths.Length} axes.");
        var strides = Lengths.Strides(x.Lengths);
        ImmutableArray<int> lengths = [.. axes.Select(axis => x.Lengths[axis])];
        return x.Take(Lengths.Places(lengths, place => axes.Select((axis, i) => place[i] * strides[axis]).Sum()), lengths);
    }

    internal static Constant Expand(Constant x, ImmutableArray<int> to)
    {
        var lengths = Lengths.Broadcast(x.Lengths, to);
        return x.Take(Lengths.BroadcastPlaces(x.Lengths, lengths), lengths);
    }

    private static Constant TakeAlong(Constant x, int axis, int[] places)
    {
        var lengths = x.Lengths.SetItem(axis, places.Length);
        var strides = Lengths.Strides(x.Lengths);
        return x.Take(Lengths.Places(lengths, place => place.Select((p, i) => (i == axis ? places[p] : p) * strides[i]).Sum()), lengths);
    }

    // Powers in general, exponentials and logarithms of the platform's library differ between systems in their last bits; these do not.
    private static double Power(double x, double exponent) => exponent switch
    {
        0.5 => Math.Sqrt(x),
        -0.5 => 1 / Math.Sqrt(x),
        -1 => 1 / x,
        0 => 1,
        1 => x,
        2 => x * x,
        3 => x * x * x,
        _ => throw new GraphException($"powers of constants by {exponent} are not computed."),
    };

    private static Constant Cast(Constant x, long to) => (Schema.TensorProto.Types.DataType)to switch
    {
        Schema.TensorProto.Types.DataType.Double => Constant.Of(NumberKind.Double, x.ToArray(), x.Lengths),
        Schema.TensorProto.Types.DataType.Float => Constant.Of(NumberKind.Single, x.ToArray(), x.Lengths),
        Schema.TensorProto.Types.DataType.Float16 => Constant.Of(NumberKind.Single, Array.ConvertAll(x.ToArray(), value => (double)(Half)value), x.Lengths),
        Schema.TensorProto.Types.DataType.Bool => Each(x, value => value != 0 ? 1 : 0, NumberKind.Whole),
        Schema.TensorProto.Types.DataType.Int64 or Schema.TensorProto.Types.DataType.Int32 => x.Kind == NumberKind.Whole ? x : Constant.Of(NumberKind.Whole, x.ToArray(), x.Lengths),
        var type => throw new GraphException($"constants are not converted to {type}."),
    };

    private static Constant Reshape(OnnxNode node, Constant?[] inputs) =>
        inputs[0]!.Reshape(Lengths.Reshape(inputs[0]!.Lengths, inputs.ElementAtOrDefault(1)?.ToWholes() ?? [.. node.Wholes("shape")!.Select(i => (long)i)], node.Whole("allowzero", 0) != 0));

    private static Constant Flatten(Constant x, int axis)
    {
        var first = axis < 0 ? axis + x.Lengths.Length : axis;
        return x.Reshape([Lengths.Size(x.Lengths.AsSpan()[..first]), Lengths.Size(x.Lengths.AsSpan()[first..])]);
    }

    private static Constant Concat(Constant[] parts, long along)
    {
        var axis = Lengths.Axis(along, parts[0].Lengths.Length);
        if (parts.Any(part => part.Lengths.Length != parts[0].Lengths.Length || part.Lengths.SetItem(axis, 1) is var rest && !rest.SequenceEqual(parts[0].Lengths.SetItem(axis, 1))))
            throw new GraphException("constants of different shapes are put together.");
        var lengths = parts[0].Lengths.SetItem(axis, parts.Sum(part => part.Lengths[axis]));
        var inner = Lengths.Size(lengths.AsSpan()[(axis + 1)..]);
        var outer = Lengths.Size(lengths.AsSpan()[..axis]);
        double[] values = [.. Enumerable.Range(0, outer).SelectMany(o => parts.SelectMany(part =>
            Enumerable.Range(o * part.Lengths[axis] * inner, part.Lengths[axis] * inner).Select(place => part[place])))];
        return Constant.Of(parts[0].Kind, values, lengths);
    }

    private static Constant Gather(Constant x, Constant places, long along)
    {
        var axis = Lengths.Axis(along, x.Lengths.Length);
        int[] chosen = [.. places.ToWholes().Select(place => Lengths.Axis(place, x.Lengths[axis]))];
        var taken = TakeAlong(x, axis, chosen);
        return taken.Reshape([.. x.Lengths[..axis], .. places.Lengths, .. x.Lengths[(axis + 1)..]]);
    }

    private static Constant Slice(OnnxNode node, Constant?[] inputs) =>
        Slices(node, inputs, inputs[0]!.Lengths).Aggregate(inputs[0]!, (x, slice) => TakeAlong(x, slice.Axis, slice.Places));

    private static Constant[] Split(OnnxNode node, Constant?[] inputs)
    {
        var x = inputs[0]!;
        var axis = Lengths.Axis(node.Whole("axis", 0), x.Lengths.Length);
        var start = 0;
        return [.. Parts(node, inputs, x.Lengths[axis]).Select(part => TakeAlong(x, axis, [.. Enumerable.Range((start += part) - part, part)]))];
    }

    private static Constant Filled(OnnxNode node, Constant shape)
    {
        ImmutableArray<int> lengths = [.. shape.ToWholes().Select(length => checked((int)length))];
        var filler = node.Tensors.GetValueOrDefault("value") ?? Constant.Of([0f], [1]);
        return filler.Reshape([1]).Take(new int[Lengths.Size(lengths.AsSpan())], lengths);
    }

    private static Constant Range(Constant[] bounds)
    {
        var (start, limit, step) = (bounds[0][0], bounds[1][0], bounds[2][0]);
        var count = (int)Math.Max(0, Math.Ceiling((limit - start) / step));
        return Constant.Of(bounds[0].Kind, [.. Enumerable.Range(0, count).Select(i => start + i * step)], [count]);
    }

    private static Constant Where(Constant[] inputs)
    {
        var lengths = Lengths.Broadcast(inputs[0].Lengths, Lengths.Broadcast(inputs[1].Lengths, inputs[2].Lengths));
        var (condition, yes, no) = (Expand(inputs[0], lengths), Expand(inputs[1], lengths), Expand(inputs[2], lengths));
        return Constant.Of(yes.Kind, [.. Enumerable.Range(0, condition.Count).Select(i => condition[i] != 0 ? yes[i] : no[i])], lengths);
    }

    private static Constant Each(Constant x, Func<double, double> function, NumberKind? kind = null) => Constant.Of(kind ?? x.Kind, Array.ConvertAll(x.ToArray(), value => function(value)), x.Lengths);

    private static Func<OnnxNode, Constant?[], Constant[]> Binary(Func<double, double, double> numbers, Func<long, long, long> wholes) => (_, inputs) => [inputs.Skip(1).Aggregate(inputs[0]!, (a, b) =>
    {
        var (x, y) = Fitted(a, b!);
        return x.Kind == NumberKind.Whole
            ? Constant.Of([.. Enumerable.Range(0, x.Count).Select(i => wholes(x.Whole(i), y.Whole(i)))], x.Lengths)
            : Constant.Of(x.Kind, [.. Enumerable.Range(0, x.Count).Select(i => numbers(x[i], y[i]))], x.Lengths);
    })];

    private static Func<OnnxNode, Constant?[], Constant[]> Compare(Func<double, double, bool> holds) => (_, inputs) =>
    {
        var (x, y) = Fitted(inputs[0]!, inputs[1]!);
        return [Constant.Of([.. Enumerable.Range(0, x.Count).Select(i => holds(x[i], y[i]) ? 1L : 0)], x.Lengths)];
    };

    private static (Constant X, Constant Y) Fitted(Constant x, Constant y)
    {
        var lengths = Lengths.Broadcast(x.Lengths, y.Lengths);
        return (Expand(x, lengths), Expand(y, lengths));
    }

    private static Func<OnnxNode, Constant?[], Constant[]> Reduce(Func<double, double, double> join) => (node, inputs) =>
    {
        var x = inputs[0]!;
        var axes = Axes(node, inputs);
        if (axes is not { Length: > 0 } && node.Whole("noop_with_empty_axes", 0) != 0)
            return [x];
        var reduced = axes is { Length: > 0 } ? axes.Select(axis => Lengths.Axis(axis, x.Lengths.Length)).ToHashSet() : [.. Enumerable.Range(0, x.Lengths.Length)];
        ImmutableArray<int> kept = [.. x.Lengths.Select((length, axis) => reduced.Contains(axis) ? 1 : length)];
        var places = Lengths.BroadcastPlaces(kept, x.Lengths);
        var values = new double?[Lengths.Size(kept.AsSpan())];
        for (var i = 0; i < places.Length; i++)
            values[places[i]] = values[places[i]] is { } known ? join(known, x[i]) : x[i];
        var result = Constant.Of(x.Kind, [.. values.Select(value => value ?? 0)], kept);
        return [node.Whole("keepdims", 1) != 0 ? result : result.Reshape([.. kept.Where((_, axis) => !reduced.Contains(axis))])];
    };
}

using Relevance.Maps;
using Relevance.Networks.Layers;
using Relevance.Onnx.Graphs;

namespace Relevance.Onnx.Operators;

/// <summary>Sums, differences, products and quotients, of branches and with constants.</summary>
internal static class ArithmeticOperators
{
    private static readonly HashSet<string> Gates = ["Sigmoid", "HardSigmoid", "Softmax", "Clip"];

    internal static IEnumerable<(string Name, Action<NodeReader> Read)> All =>
    [
        ("Add", Add), ("Sum", Add), ("Sub", Subtract), ("Mul", Multiply), ("Div", Divide), ("Neg", node => node.Set(Negated(node, node.Tensor(0)))), ("Pow", Power),
    ];

    private static void Add(NodeReader node)
    {
        var inputs = Enumerable.Range(0, node.InputCount).ToArray();
        Tensor[] branches = [.. inputs.Where(node.IsTensor).Select(node.Tensor)];
        var sum = branches.Length == 1 ? branches[0] : SumOf(node, branches);
        foreach (var constant in inputs.Where(input => !node.IsTensor(input)).Select(node.Constant))
            sum = Affine(node, sum, null, constant);
        node.Set(sum);
    }

    private static void Subtract(NodeReader node)
    {
        if (!node.IsTensor(1))
            node.Set(Affine(node, node.Tensor(0), null, Negative(node.Constant(1))));
        else if (!node.IsTensor(0))
            node.Set(Affine(node, Negated(node, node.Tensor(1)), null, node.Constant(0)));
        else
            node.Set(SumOf(node, [node.Tensor(0), Negated(node, node.Tensor(1))]));
    }

    private static void Multiply(NodeReader node)
    {
        if (!node.IsTensor(0) || !node.IsTensor(1))
        {
            node.Set(Affine(node, node.Tensor(node.IsTensor(0) ? 0 : 1), node.Constant(node.IsTensor(0) ? 1 : 0), null));
            return;
        }
        Tensor[] inputs = [node.Tensor(0), node.Tensor(1)];
        bool[] isGate = [.. node.Node.Inputs.Select(name => Gates.Contains(node.OperationThatComputes(name)))];
        var lengths = Lengths.Broadcast(inputs[0].Lengths, inputs[1].Lengths);
        int? signal = (isGate[0], isGate[1]) switch
        {
            (true, false) => 1,
            (false, true) => 0,
            _ => null,
        };
        node.Set(node.Add(new ProductLayer(signal), node.Broadcast(inputs[0], lengths), node.Broadcast(inputs[1], lengths)));
    }

    private static void Divide(NodeReader node)
    {
        if (!node.IsTensor(1))
        {
            var divisor = node.Constant(1);
            node.Set(Affine(node, node.Tensor(0), Constant.Of(NumberKind.Double, Array.ConvertAll(divisor.ToArray(), value => 1 / value), divisor.Lengths), null));
            return;
        }
        if (!node.IsTensor(0))
            throw new GraphException("it divides a constant by what depends on the image, which is not read.");
        var (a, b) = (node.Tensor(0), node.Tensor(1));
        var lengths = Lengths.Broadcast(a.Lengths, b.Lengths);
        node.Set(node.Add(new QuotientLayer(), node.Broadcast(a, lengths), node.Broadcast(b, lengths)));
    }

    private static void Power(NodeReader node)
    {
        var (input, exponent) = (node.Tensor(0), node.Constant(1));
        if (exponent.Count != 1 || exponent[0] is not (1 or 2 or 3 or 0.5))
            throw new GraphException("powers other than 1, 2, 3 and ½ are not read.");
        if (exponent[0] == 0.5)
        {
            node.Set(new SquareRootLayer(), input);
            return;
        }
        var power = input;
        for (var factor = 1; factor < exponent[0]; factor++)
            power = node.Add(new ProductLayer(), power, input);
        node.Set(power);
    }

    private static Tensor SumOf(NodeReader node, Tensor[] branches)
    {
        var lengths = branches.Select(branch => branch.Lengths).Aggregate(Lengths.Broadcast);
        return node.Add(new SumLayer(), [.. branches.Select(branch => node.Broadcast(branch, lengths))]);
    }

    private static Tensor Negated(NodeReader node, Tensor input) => Affine(node, input, Constant.Of([-1f], []), null);

    private static Constant Negative(Constant x) => Constant.Of(x.Kind, Array.ConvertAll(x.ToArray(), value => -value), x.Lengths);

    /// <summary>z = f a + o. One number for each channel is a layer as batch normalisation is, which may be merged with its neighbours.</summary>
    internal static Tensor Affine(NodeReader node, Tensor input, Constant? factor, Constant? offset)
    {
        var lengths = Lengths.Broadcast(input.Lengths, (factor ?? offset)!.Lengths);
        var whole = node.Broadcast(input, lengths);
        if (PerChannel(whole, factor) is { } factors && PerChannel(whole, offset) is { } offsets)
            return node.Add(new LinearLayer(factor is null ? "Offset" : "Scale", new ChannelScaleMap(factors(1)), offset is null ? null : offsets(0)), whole);
        return node.Add(new ElementwiseAffineLayer(Whole(whole, factor), Whole(whole, offset)), whole);
    }

    /// <summary>The numbers for each channel, given what stands for none; null if there are others than one for each channel.</summary>
    private static Func<double, Weights>? PerChannel(Tensor input, Constant? constant)
    {
        if (!input.HasBatch)
            return null;
        var channels = input.Shape[0];
        if (constant is null || constant.Count == 1)
            return standard => Weights.Of([.. Enumerable.Repeat(constant?[0] ?? standard, channels)], [channels]);
        var axis = constant.Lengths.Length - input.Shape.Rank;
        return constant.Count == channels && axis >= 0 && constant.Lengths[axis] == channels ? _ => constant.ToWeights([channels]) : null;
    }

    private static Weights? Whole(Tensor input, Constant? constant) =>
        constant is null ? null : ConstantFolding.Expand(constant, input.Lengths).ToWeights(input.Shape);
}

using Relevance.Networks.Layers;
using Relevance.Onnx.Graphs;

namespace Relevance.Onnx.Operators;

/// <summary>Functions of each value on its own.</summary>
internal static class ActivationOperators
{
    internal static IEnumerable<(string Name, Action<NodeReader> Read)> All =>
    [
        Of("Relu", _ => new LeakyReluLayer()),
        Of("LeakyRelu", node => new LeakyReluLayer(node.Node.Number("alpha", 0.01f))),
        Of("PRelu", PRelu),
        Of("Elu", node => new EluLayer(node.Node.Number("alpha", 1))),
        Of("Selu", node => new EluLayer(node.Node.Number("alpha", 1.67326319217681884765625f), node.Node.Number("gamma", 1.05070102214813232421875f), Name: "SELU")),
        Of("Celu", node => new EluLayer(node.Node.Number("alpha", 1), Rate: 1 / (double)node.Node.Number("alpha", 1), Name: "CELU")),
        Of("Clip", Clip),
        Of("Sigmoid", _ => new SigmoidLayer()),
        Of("HardSigmoid", node => new HardSigmoidLayer(node.Node.Number("alpha", 0.2f), node.Node.Number("beta", 0.5f))),
        Of("HardSwish", _ => new HardSwishLayer()),
        Of("Tanh", _ => new TanhLayer()),
        Of("Softplus", _ => new SoftplusLayer(Threshold: 40)),
        Of("Softsign", _ => new SoftsignLayer()),
        Of("Gelu", node => node.Node.Word("approximate", "none") == "tanh" ? new GeluByTanhLayer() : new GeluLayer()),
        Of("Mish", _ => new MishLayer()),
        Of(Fusions.Silu, _ => new SiluLayer()),
        Of("Abs", _ => new MagnitudeLayer()),
        Of("Sqrt", _ => new SquareRootLayer()),
        Of("Exp", _ => new ExponentialLayer()),
        Of("Erf", _ => new ErrorFunctionLayer()),
    ];

    private static (string, Action<NodeReader>) Of(string name, Func<NodeReader, Layer> layer) => (name, node => node.Set(layer(node), node.Tensor(0)));

    private static Layer PRelu(NodeReader node)
    {
        var (input, slopes) = (node.Tensor(0), node.Constant(1));
        if (slopes.Count == 1)
            return new LeakyReluLayer(slopes[0]);
        LinearOperators.RequireBatch(input);
        // Slopes are repeated as in NumPy: [C, 1, 1] is one for each channel of [N, C, H, W].
        var perChannel = slopes.Lengths.Length <= input.Shape.Rank && slopes.Lengths.Length > 0 && slopes.Count == input.Shape[0] && slopes.Lengths[0] == slopes.Count && slopes.Lengths.Length == input.Shape.Rank;
        return perChannel
            ? new PReluLayer(slopes.ToWeights([slopes.Count]))
            : throw new GraphException($"its slopes of the shape [{string.Join(", ", slopes.Lengths)}] are not one for each channel of [{string.Join(", ", input.Lengths)}].");
    }

    /// <summary>The bounds are attributes in older versions and inputs in newer ones; either may be missing.</summary>
    private static Layer Clip(NodeReader node)
    {
        var low = node.Node.Has("min") ? node.Node.Number("min", 0) : node.OptionalConstant(1)?[0] ?? double.MinValue;
        var high = node.Node.Has("max") ? node.Node.Number("max", 0) : node.OptionalConstant(2)?[0] ?? double.MaxValue;
        if (low == 0 && high >= float.MaxValue)
            return new LeakyReluLayer();
        return new ClipLayer(Math.Min(low, high), high);
    }
}

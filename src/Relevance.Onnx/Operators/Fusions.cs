using Relevance.Onnx.Graphs;

namespace Relevance.Onnx.Operators;

/// <summary>
/// Finds layers that exporters take apart, and puts them together again: fully connected layers of a product and a sum, and activations of several nodes. Rules and
/// plans see the layer that was meant.
/// </summary>
internal static class Fusions
{
    /// <summary>A product with a matrix and a summand.</summary>
    internal const string Linear = "Relevance.Linear";

    /// <summary>z σ(z).</summary>
    internal const string Silu = "Relevance.Silu";

    internal static OnnxGraph Apply(OnnxGraph graph)
    {
        var replaced = new Dictionary<string, OnnxNode>();
        var dropped = new HashSet<string>();
        foreach (var node in graph.Nodes)
        {
            if (dropped.Contains(node.Name) || Find(graph, node) is not { } found || found.Parts.Any(part => dropped.Contains(part.Name)))
                continue;
            dropped.UnionWith(found.Parts.Select(part => part.Name));
            // The last part stands where all inputs are known.
            replaced[found.Parts[^1].Name] = found.Whole;
        }
        return replaced.Count == 0 ? graph : new OnnxGraph(
            graph.Opset, graph.Inputs, graph.Outputs, graph.Constants,
            [.. graph.Nodes.Where(node => !dropped.Contains(node.Name) || replaced.ContainsKey(node.Name)).Select(node => replaced.GetValueOrDefault(node.Name, node))]);
    }

    private static (OnnxNode Whole, OnnxNode[] Parts)? Find(OnnxGraph graph, OnnxNode node) => node.Operation switch
    {
        "MatMul" => ProductAndSum(graph, node),
        "Sigmoid" => Gated(graph, node, "Relevance.Silu", node.Inputs[0], node),
        "HardSigmoid" when IsNear(node.Number("alpha", 0.2f), 1 / 6.0) && IsNear(node.Number("beta", 0.5f), 0.5) => Gated(graph, node, "HardSwish", node.Inputs[0], node),
        "Tanh" when graph.WriterOf(node.Inputs[0]) is { Operation: "Softplus" } softplus && graph.OnlyReaderOf(softplus.Outputs[0]) == node =>
            Gated(graph, node, "Mish", softplus.Inputs[0], softplus, node),
        "Clip" => HardSwish(graph, node),
        "Erf" => Gelu(graph, node),
        _ => null,
    };

    private static (OnnxNode, OnnxNode[])? ProductAndSum(OnnxGraph graph, OnnxNode product)
    {
        if (!IsConstant(graph, product.Inputs[1]) || graph.OnlyReaderOf(product.Outputs[0]) is not { Operation: "Add" } sum)
            return null;
        var summand = sum.Inputs[0] == product.Outputs[0] ? sum.Inputs[1] : sum.Inputs[0];
        if (ConstantOf(graph, summand) is not { } bias || bias.Lengths.Length == 0 || bias.Count != bias.Lengths[^1])
            return null;
        return (product with { Operation = Linear, Inputs = [product.Inputs[0], product.Inputs[1], summand], Outputs = sum.Outputs }, [product, sum]);
    }

    /// <summary>x · f(x), where f is computed by some nodes and read by this product alone.</summary>
    private static (OnnxNode, OnnxNode[])? Gated(OnnxGraph graph, OnnxNode last, string operation, string x, params OnnxNode[] parts)
    {
        if (graph.OnlyReaderOf(last.Outputs[0]) is not { Operation: "Mul" } product || !product.Inputs.Contains(x) || product.Inputs.All(input => input == x))
            return null;
        return (product with { Operation = operation, Inputs = [x], Attributes = OnnxNode.NoAttributes }, [.. parts, product]);
    }

    /// <summary>x · clip(x + 3, 0, 6) / 6, where the division comes before the product or after it.</summary>
    private static (OnnxNode, OnnxNode[])? HardSwish(OnnxGraph graph, OnnxNode clip)
    {
        if (graph.WriterOf(clip.Inputs[0]) is not { Operation: "Add" } sum || graph.OnlyReaderOf(sum.Outputs[0]) != clip || Other(graph, sum, 3) is not { } x)
            return null;
        var (low, high) = clip.Has("max") ? (clip.Number("min", 0), clip.Number("max", 0)) : (Number(graph, clip, 1), Number(graph, clip, 2));
        if (low != 0 || high != 6 || graph.OnlyReaderOf(clip.Outputs[0]) is not { } next)
            return null;
        var last = IsSixth(graph, next) ? graph.OnlyReaderOf(next.Outputs[0]) : graph.OnlyReaderOf(next.Outputs[0]) is { } after && IsSixth(graph, after) ? after : null;
        if (last is null)
            return null;
        var product = last == graph.OnlyReaderOf(next.Outputs[0]) && IsSixth(graph, next) ? last : next;
        return product is { Operation: "Mul" } && product.Inputs.Contains(x)
            ? (product with { Operation = "HardSwish", Inputs = [x], Outputs = last.Outputs, Attributes = OnnxNode.NoAttributes }, [sum, clip, next, last])
            : null;
    }

    /// <summary>x · (1 + erf(x / √2)) / 2, in the orders that exporters write.</summary>
    private static (OnnxNode, OnnxNode[])? Gelu(OnnxGraph graph, OnnxNode erf)
    {
        if (graph.WriterOf(erf.Inputs[0]) is not { } scaled || graph.OnlyReaderOf(scaled.Outputs[0]) != erf)
            return null;
        var x = scaled.Operation switch
        {
            "Div" when IsNear(Number(graph, scaled, 1), Math.Sqrt(2)) => scaled.Inputs[0],
            "Mul" => Other(graph, scaled, Math.Sqrt(0.5)),
            _ => null,
        };
        if (x is null || graph.OnlyReaderOf(erf.Outputs[0]) is not { Operation: "Add" } sum || Other(graph, sum, 1) is null || graph.OnlyReaderOf(sum.Outputs[0]) is not { Operation: "Mul" } product)
            return null;
        var factor = product.Inputs[0] == sum.Outputs[0] ? product.Inputs[1] : product.Inputs[0];
        // The half may be taken of x before the product …
        if (graph.WriterOf(factor) is { Operation: "Mul" } half && Other(graph, half, 0.5) == x && graph.OnlyReaderOf(factor) == product)
            return (product with { Operation = "Gelu", Inputs = [x] }, [scaled, erf, sum, half, product]);
        // … of the sum, or of the product.
        if (factor == x && graph.OnlyReaderOf(product.Outputs[0]) is { Operation: "Mul" } last && Other(graph, last, 0.5) is not null)
            return (product with { Operation = "Gelu", Inputs = [x], Outputs = last.Outputs }, [scaled, erf, sum, product, last]);
        if (Other(graph, product, 0.5) == sum.Outputs[0] && graph.OnlyReaderOf(product.Outputs[0]) is { Operation: "Mul" } end && end.Inputs.Contains(x))
            return (end with { Operation = "Gelu", Inputs = [x] }, [scaled, erf, sum, product, end]);
        return null;
    }

    private static bool IsSixth(OnnxGraph graph, OnnxNode node) => node.Operation switch
    {
        "Div" => Number(graph, node, 1) == 6,
        "Mul" => Other(graph, node, 1 / 6.0) is not null,
        _ => false,
    };

    /// <summary>The input beside a constant of a value; null if there is no such constant.</summary>
    private static string? Other(OnnxGraph graph, OnnxNode node, double value) =>
        node.Inputs.Length != 2 ? null : IsNear(Number(graph, node, 1), value) ? node.Inputs[0] : IsNear(Number(graph, node, 0), value) ? node.Inputs[1] : null;

    private static double? Number(OnnxGraph graph, OnnxNode node, int input) =>
        input < node.Inputs.Length && ConstantOf(graph, node.Inputs[input]) is { Count: 1 } constant ? constant[0] : null;

    private static bool IsConstant(OnnxGraph graph, string name) => ConstantOf(graph, name) is not null;

    private static Constant? ConstantOf(OnnxGraph graph, string name)
    {
        if (graph.Constants.TryGetValue(name, out var constant))
            return constant;
        if (graph.WriterOf(name) is not { } writer)
            return null;
        if (writer.Operation == "Constant")
            return ConstantNode.Read(writer);
        var inputs = writer.Inputs.Select(input => input.Length == 0 ? null : ConstantOf(graph, input)).ToArray();
        return writer.Operation != "Shape" && writer.Inputs.Length > 0 && inputs.Zip(writer.Inputs).All(pair => pair.First is not null || pair.Second.Length == 0)
            ? ConstantFolding.Compute(writer, inputs)?[0]
            : null;
    }

    /// <summary>Files hold numbers of 32 or 16 bits.</summary>
    private static bool IsNear(double? number, double value) => number is { } known && Math.Abs(known - value) <= 1e-3 * Math.Abs(value);
}

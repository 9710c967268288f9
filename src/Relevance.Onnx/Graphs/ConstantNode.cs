namespace Relevance.Onnx.Graphs;

/// <summary>A constant that stands among the nodes.</summary>
internal static class ConstantNode
{
    /// <summary>Its value.</summary>
    /// <exception cref="GraphException">It is not a number, or is of a kind that is not read.</exception>
    internal static Constant Read(OnnxNode node)
    {
        if (node.Tensors.TryGetValue("value", out var tensor))
            return tensor;
        if (node.Attributes.TryGetValue("value_float", out var value))
            return Constant.Of([value.F], []);
        if (node.Attributes.TryGetValue("value_int", out value))
            return Constant.Of([value.I], []);
        if (node.Attributes.TryGetValue("value_floats", out value))
            return Constant.Of([.. value.Floats], [value.Floats.Count]);
        if (node.Attributes.TryGetValue("value_ints", out value))
            return Constant.Of([.. value.Ints], [value.Ints.Count]);
        throw new GraphException($"it has no value that is read here, only {string.Join(", ", node.Attributes.Keys)}.");
    }
}

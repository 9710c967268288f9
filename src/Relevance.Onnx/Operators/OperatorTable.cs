using Relevance.Onnx.Graphs;

namespace Relevance.Onnx.Operators;

/// <summary>What is read of ONNX's operations, by their names. An operation that is not here is an error, never a guess.</summary>
internal static class OperatorTable
{
    private static readonly Dictionary<string, Action<NodeReader>> Readers = new[]
    {
        LinearOperators.All, PoolingOperators.All, ActivationOperators.All, ShapeOperators.All, ArithmeticOperators.All, ReductionOperators.All, NormalizationOperators.All,
    }.SelectMany(family => family).ToDictionary(pair => pair.Name, pair => pair.Read);

    /// <summary>Reads a node's layer.</summary>
    /// <exception cref="GraphException">The operation is not known.</exception>
    internal static Action<NodeReader> Find(OnnxNode node) => Readers.TryGetValue(node.Operation, out var read)
        ? read
        : throw new GraphException(Quantized.Contains(node.Operation)
            ? "the model is quantised, and what it rounds has no gradient. Explain the model of floating point that it was made from."
            : "this operation is not read. Methods that need scores alone, such as occlusion, can explain the model by ONNX Runtime.");

    private static readonly HashSet<string> Quantized = ["QuantizeLinear", "DequantizeLinear", "QLinearConv", "QLinearMatMul", "ConvInteger", "MatMulInteger", "DynamicQuantizeLinear"];
}

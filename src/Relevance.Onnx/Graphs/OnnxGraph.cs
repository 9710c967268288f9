using System.Collections.Immutable;

namespace Relevance.Onnx.Graphs;

/// <summary>An input or output of the graph.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsFloat">Whether its numbers are floating point.</param>
/// <param name="Lengths">The lengths of its axes, null where one is free; null altogether if the file does not say.</param>
internal sealed record OnnxPort(string Name, bool IsFloat, ImmutableArray<int?>? Lengths);

/// <summary>A graph as it is in the file: nodes, each after those that it reads, and the constants that the file holds.</summary>
/// <param name="opset">The version of ONNX's operations that the nodes mean.</param>
/// <param name="inputs">What is handed in; constants that old files list among the inputs are left out.</param>
/// <param name="outputs">What it computes.</param>
/// <param name="constants">Weights and other constants by name.</param>
/// <param name="nodes">The nodes.</param>
internal sealed class OnnxGraph(
    int opset, ImmutableArray<OnnxPort> inputs, ImmutableArray<OnnxPort> outputs, ImmutableDictionary<string, Constant> constants, ImmutableArray<OnnxNode> nodes)
{
    private readonly Dictionary<string, OnnxNode> writers =
        nodes.SelectMany(node => node.Outputs.Where(name => name.Length > 0).Select(output => (output, node))).ToDictionary(pair => pair.output, pair => pair.node);

    internal int Opset => opset;

    internal ImmutableArray<OnnxPort> Inputs => inputs;

    internal ImmutableArray<OnnxPort> Outputs => outputs;

    internal ImmutableDictionary<string, Constant> Constants => constants;

    internal ImmutableArray<OnnxNode> Nodes => nodes;

    /// <summary>The nodes that read a tensor, once for each time.</summary>
    internal ILookup<string, OnnxNode> Readers { get; } = nodes.SelectMany(node => node.Inputs.Select(input => (input, node))).ToLookup(pair => pair.input, pair => pair.node);

    /// <summary>The node that computes a tensor; null for inputs and constants.</summary>
    internal OnnxNode? WriterOf(string tensor) => writers.GetValueOrDefault(tensor);

    /// <summary>The one node that reads a tensor; null if several do, none, or the world outside.</summary>
    internal OnnxNode? OnlyReaderOf(string tensor) => Outputs.All(output => output.Name != tensor) && Readers[tensor].ToArray() is [var only] ? only : null;
}

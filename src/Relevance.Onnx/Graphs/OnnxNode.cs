using System.Collections.Immutable;
using Relevance.Onnx.Schema;

namespace Relevance.Onnx.Graphs;

/// <summary>A node of the graph: an operation with its attributes, the names of the tensors that it reads, and those that it computes.</summary>
/// <param name="Name">The name in the file; where it has none, the operation with the node's place.</param>
/// <param name="Operation">The operation, such as <c>Conv</c>; with its domain if that is not ONNX's own.</param>
/// <param name="Inputs">What it reads; empty where an optional input is left out.</param>
/// <param name="Outputs">What it computes.</param>
/// <param name="Attributes">Its attributes by name.</param>
/// <param name="Tensors">Those of its attributes that are tensors of numbers.</param>
internal sealed record OnnxNode(
    string Name, string Operation, ImmutableArray<string> Inputs, ImmutableArray<string> Outputs, ImmutableDictionary<string, AttributeProto> Attributes,
    ImmutableDictionary<string, Constant> Tensors)
{
    internal static ImmutableDictionary<string, AttributeProto> NoAttributes { get; } = ImmutableDictionary<string, AttributeProto>.Empty;

    internal bool Has(string attribute) => Attributes.ContainsKey(attribute);

    /// <summary>A whole number.</summary>
    internal long Whole(string attribute, long standard) => Attributes.TryGetValue(attribute, out var found) ? found.I : standard;

    /// <summary>A number of 32 bits.</summary>
    internal float Number(string attribute, float standard) => Attributes.TryGetValue(attribute, out var found) ? found.F : standard;

    /// <summary>A word.</summary>
    internal string Word(string attribute, string standard) => Attributes.TryGetValue(attribute, out var found) ? found.S.ToStringUtf8() : standard;

    /// <summary>Whole numbers in a row; null if the attribute is missing.</summary>
    internal int[]? Wholes(string attribute) => Attributes.TryGetValue(attribute, out var found) ? [.. found.Ints.Select(number => checked((int)number))] : null;

    /// <summary>Numbers in a row; null if the attribute is missing.</summary>
    internal float[]? Numbers(string attribute) => Attributes.TryGetValue(attribute, out var found) ? [.. found.Floats] : null;

    /// <summary>How messages name it.</summary>
    public override string ToString() => $"node '{Name}' ({Operation})";
}

using System.Collections.Immutable;
using Relevance.Maps;

namespace Relevance.Programs;

/// <summary>One array for each image, and the operation that computes it from others.</summary>
public sealed class Value
{
    internal Value(int index, Operation operation, ImmutableArray<Value> inputs, Shape shape) =>
        (Index, Operation, Inputs, Shape) = (index, operation, inputs, shape);

    /// <summary>Its place in the program: after all that it is computed from.</summary>
    public int Index { get; }

    /// <summary>What computes it.</summary>
    public Operation Operation { get; }

    /// <summary>What it is computed from.</summary>
    public ImmutableArray<Value> Inputs { get; }

    /// <summary>Its shape for one image.</summary>
    public Shape Shape { get; }

    /// <summary>Its name in a printed program, such as <c>%12</c>.</summary>
    public override string ToString() => $"%{Index}";
}

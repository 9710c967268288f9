using System.Collections.Immutable;
using Relevance.Maps;

namespace Relevance.Programs;

/// <summary>A value of a program: an array for each image, and the operation that computes it from other values.</summary>
public sealed class Value
{
    internal Value(int index, Operation operation, ImmutableArray<Value> inputs, Shape shape) =>
        (Index, Operation, Inputs, Shape) = (index, operation, inputs, shape);

    /// <summary>Its index in the program, above those of its inputs.</summary>
    public int Index { get; }

    /// <summary>The operation that computes it.</summary>
    public Operation Operation { get; }

    /// <summary>The inputs of the operation.</summary>
    public ImmutableArray<Value> Inputs { get; }

    /// <summary>Its shape for one image.</summary>
    public Shape Shape { get; }

    /// <summary>Its name in a printed program, such as <c>%12</c>.</summary>
    public override string ToString() => $"%{Index}";
}

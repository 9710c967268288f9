using Relevance.Maps;

namespace Relevance.Programs;

/// <summary>The reductions of all values of an image to one number.</summary>
public enum Reduction
{
    /// <summary>The sum of the values.</summary>
    Sum,

    /// <summary>The sum of the magnitudes of the values.</summary>
    SumOfMagnitudes,

    /// <summary>The sum of the squares of the values.</summary>
    SumOfSquares,

    /// <summary>The largest magnitude of the values; NaN is ignored.</summary>
    LargestMagnitude,
}

/// <summary>Reduces the values of each image to one number, computed in float64 in the order of the values; its shape is <see cref="Shape.Scalar"/>.</summary>
/// <param name="Reduction">The reduction.</param>
public sealed record ReduceOperation(Reduction Reduction) : Operation
{
    /// <inheritdoc/>
    public override string Text => Words.Kebab(Reduction);

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> inputs) => Shape.Scalar;
}

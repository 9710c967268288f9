using Relevance.Maps;

namespace Relevance.Programs;

/// <summary>What becomes of all values of an image.</summary>
public enum Reduction
{
    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>The sum of their magnitudes.</summary>
    SumOfMagnitudes,

    /// <summary>The sum of their squares.</summary>
    SumOfSquares,

    /// <summary>The largest magnitude; NaN does not count.</summary>
    LargestMagnitude,
}

/// <summary>One number for each image, computed in float64 value by value in their order; <see cref="Shape.Scalar"/>.</summary>
/// <param name="Reduction">Which.</param>
public sealed record ReduceOperation(Reduction Reduction) : Operation
{
    /// <inheritdoc/>
    public override string Text => Words.Kebab(Reduction);

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> inputs) => Shape.Scalar;
}

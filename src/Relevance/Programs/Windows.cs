using Relevance.Maps;

namespace Relevance.Programs;

/// <summary>Computes the largest value of each window.</summary>
/// <param name="Windows">A map that defines the windows: each output is connected to the places of its window. Its weights are not used.</param>
public sealed record MaximumOperation(SeparableMap Windows) : Operation
{
    /// <inheritdoc/>
    public override string Text => $"maximum {Windows}";

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> inputs) => Windows.OutputOf(inputs[0]);
}

/// <summary>
/// Distributes a quantity at the output of <see cref="MaximumOperation"/> to the largest value of each window. The inputs are the values and the quantity.
/// </summary>
/// <param name="Windows">The windows.</param>
/// <param name="SharesTies">Whether several largest values share the quantity equally; otherwise the first in row order gets all of it, as in a
/// gradient.</param>
public sealed record LargestOperation(SeparableMap Windows, bool SharesTies) : Operation
{
    /// <inheritdoc/>
    public override int Arity => 2;

    /// <inheritdoc/>
    public override string Text => $"to the {(SharesTies ? "largest" : "first largest")} {Windows}";

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> inputs) => Windows.OutputOf(inputs[0]) == inputs[1]
        ? inputs[0]
        : throw new ArgumentException($"The largest values of {Windows} over {inputs[0]} have the shape {Windows.OutputOf(inputs[0])}, not {inputs[1]}.");
}

using Relevance.Maps;

namespace Relevance.Programs;

/// <summary>The largest value of each window.</summary>
/// <param name="Windows">A map whose units' connections are the windows; its weights play no part.</param>
public sealed record MaximumOperation(SeparableMap Windows) : Operation
{
    /// <inheritdoc/>
    public override string Text => $"maximum {Windows}";

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> inputs) => Windows.OutputOf(inputs[0]);
}

/// <summary>Hands a quantity at the output of <see cref="MaximumOperation"/> back to the largest values of each window: inputs are the values and the quantity.</summary>
/// <param name="Windows">The windows.</param>
/// <param name="SharesTies">Whether several largest values share it equally; otherwise the first has all, row by row, as a gradient does.</param>
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

using Relevance.Maps;

namespace Relevance.Programs;

/// <summary>An array that is handed in with each image.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Its shape for one image.</param>
public sealed record InputOperation(string Name, Shape Shape) : Operation
{
    /// <inheritdoc/>
    public override int Arity => 0;

    /// <inheritdoc/>
    public override string Text => $"input {Name}";

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> inputs) => Shape;
}

/// <summary>The weights of the scores of the explained sum, which a target chooses once the scores are known; one-hot for the score of one class.</summary>
public sealed record DirectionOperation : Operation
{
    /// <inheritdoc/>
    public override string Text => "direction";

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> inputs) => inputs[0];
}

/// <summary>Numbers that are the same for every image.</summary>
/// <param name="Values">The numbers, in their shape.</param>
public sealed record ConstantOperation(Weights Values) : Operation
{
    /// <inheritdoc/>
    public override int Arity => 0;

    /// <inheritdoc/>
    public override string Text => "constant";

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> inputs) => Values.Shape;
}

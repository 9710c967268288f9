using Relevance.Maps;

namespace Relevance.Programs;

/// <summary>An input of the program: an array that is given for each image when the program is run.</summary>
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

/// <summary>
/// The weights of the scores in the explained sum, which a <see cref="Engine.ChooseDirection"/> chooses when the scores have been computed; one-hot for the
/// score of one class.
/// </summary>
public sealed record DirectionOperation : Operation
{
    /// <inheritdoc/>
    public override string Text => "direction";

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> inputs) => inputs[0];
}

/// <summary>A constant: an array that is the same for every image.</summary>
/// <param name="Values">The values, with their shape.</param>
public sealed record ConstantOperation(Weights Values) : Operation
{
    /// <inheritdoc/>
    public override int Arity => 0;

    /// <inheritdoc/>
    public override string Text => "constant";

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> inputs) => Values.Shape;
}

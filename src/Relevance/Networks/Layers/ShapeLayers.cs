using Relevance.Maps;
using Relevance.Programs;

namespace Relevance.Networks.Layers;

/// <summary>Gives all values of an image another shape; they keep their order.</summary>
/// <param name="Shape">The shape of the result, without the batch axis.</param>
public sealed record ReshapeLayer(Shape Shape) : CopyLayer
{
    /// <inheritdoc/>
    public override string Kind => "Reshape";

    /// <inheritdoc/>
    public override string Details => $"{Shape}";

    /// <inheritdoc/>
    public override Value Forward(ProgramBuilder program, Value input) => program.Reshape(input, Shape);
}

/// <summary>Exchanges axes, such as those of channels and columns.</summary>
/// <param name="Axes">For each axis of the result the axis of the input that it is, 0 for the first after the batch.</param>
public sealed record PermuteLayer(Shape Axes) : CopyLayer
{
    /// <inheritdoc/>
    public override string Kind => "Permute";

    /// <inheritdoc/>
    public override string Details => string.Join(", ", Axes);

    /// <inheritdoc/>
    public override Value Forward(ProgramBuilder program, Value input) => program.Add(new PermuteOperation(Axes), input);

    /// <inheritdoc/>
    public override Value Pullback(ProgramBuilder program, Value input, Value output, Value gradient) =>
        program.Add(new PermuteOperation(new([.. Enumerable.Range(0, Axes.Rank).Select(axis => Axes.Lengths.IndexOf(axis))])), gradient);
}

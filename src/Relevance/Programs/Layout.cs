using Relevance.Maps;

namespace Relevance.Programs;

/// <summary>Changes the shape of an array; the values and their order stay the same.</summary>
/// <param name="Shape">The shape.</param>
public sealed record ReshapeOperation(Shape Shape) : Operation
{
    /// <inheritdoc/>
    public override string Text => $"reshape {Shape}";

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> inputs) => inputs[0].Size == Shape.Size
        ? Shape
        : throw new ArgumentException($"{inputs[0]} has {inputs[0].Size} values and cannot become {Shape}.");
}

/// <summary>Base class of operations that only copy: each value of the output is a value of an input, or 0.</summary>
public abstract record CopyOperation : Operation
{
    /// <summary>For each place of the output, which input it is copied from and where there; a place of −1 for 0.</summary>
    internal abstract (int Input, int Place)[] Sources(IReadOnlyList<Shape> inputs);

    /// <summary>Runs through all places of a shape.</summary>
    private protected static IEnumerable<int[]> Places(Shape shape)
    {
        var place = new int[shape.Rank];
        for (var i = 0; i < shape.Size; i++)
        {
            yield return place;
            for (var axis = shape.Rank - 1; axis >= 0 && ++place[axis] == shape[axis]; axis--)
                place[axis] = 0;
        }
    }

    private protected static int Flat(ReadOnlySpan<int> place, Shape shape)
    {
        var flat = 0;
        for (var axis = 0; axis < shape.Rank; axis++)
            flat = flat * shape[axis] + place[axis];
        return flat;
    }
}

/// <summary>Concatenates arrays along an axis.</summary>
/// <param name="Axis">The axis, 0 for the first after the batch axis.</param>
public sealed record ConcatenateOperation(int Axis) : CopyOperation
{
    /// <inheritdoc/>
    public override int Arity => -1;

    /// <inheritdoc/>
    public override string Text => $"concatenate along {Axis}";

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> inputs)
    {
        if (Axis < 0 || Axis >= inputs[0].Rank || inputs.Any(shape => shape.Rank != inputs[0].Rank || shape.With(Axis, 1) != inputs[0].With(Axis, 1)))
            throw new ArgumentException($"Arrays of the shapes {string.Join(" and ", inputs)} cannot be put together along axis {Axis}.");
        return inputs[0].With(Axis, inputs.Sum(shape => shape[Axis]));
    }

    internal override (int Input, int Place)[] Sources(IReadOnlyList<Shape> inputs)
    {
        var inner = inputs[0].From(Axis + 1).Size;
        var outer = Shape.Product(inputs[0].Lengths.AsSpan()[..Axis]);
        return [.. Enumerable.Range(0, outer).SelectMany(o => inputs.SelectMany((shape, input) =>
            Enumerable.Range(o * shape[Axis] * inner, shape[Axis] * inner).Select(place => (input, place))))];
    }
}

/// <summary>Takes a range of places of an axis.</summary>
/// <param name="Axis">The axis, 0 for the first after the batch axis.</param>
/// <param name="Start">The first place of the range.</param>
/// <param name="Length">The number of places.</param>
public sealed record SliceOperation(int Axis, int Start, int Length) : CopyOperation
{
    /// <inheritdoc/>
    public override string Text => $"slice {Start}..{Start + Length} along {Axis}";

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> inputs) => Axis >= 0 && Axis < inputs[0].Rank && Start >= 0 && Length > 0 && Start + Length <= inputs[0][Axis]
        ? inputs[0].With(Axis, Length)
        : throw new ArgumentException($"{inputs[0]} has no places {Start} to {Start + Length - 1} along axis {Axis}.");

    internal override (int Input, int Place)[] Sources(IReadOnlyList<Shape> inputs)
    {
        var (shape, inner) = (inputs[0], inputs[0].From(Axis + 1).Size);
        var outer = Shape.Product(shape.Lengths.AsSpan()[..Axis]);
        return [.. Enumerable.Range(0, outer).SelectMany(o => Enumerable.Range((o * shape[Axis] + Start) * inner, Length * inner).Select(place => (0, place)))];
    }
}

/// <summary>Pads an array with zeros; negative numbers cut values off.</summary>
/// <param name="Before">The number of zeros before the first place of each axis.</param>
/// <param name="After">The number of zeros after the last place of each axis.</param>
public sealed record PadOperation(Shape Before, Shape After) : CopyOperation
{
    /// <inheritdoc/>
    public override string Text => $"pad {Before} and {After}";

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> inputs)
    {
        if (Before.Rank != inputs[0].Rank || After.Rank != inputs[0].Rank)
            throw new ArgumentException($"{inputs[0]} cannot be padded by {Before} and {After}: they are not of one rank.");
        Shape padded = new([.. inputs[0].Select((length, axis) => length + Before[axis] + After[axis])]);
        return padded.All(length => length > 0) ? padded : throw new ArgumentException($"Padding by {Before} and {After} leaves nothing of {inputs[0]}.");
    }

    internal override (int Input, int Place)[] Sources(IReadOnlyList<Shape> inputs) => [.. Places(ShapeOf(inputs)).Select(place =>
    {
        int[] source = [.. place.Select((p, axis) => p - Before[axis])];
        return source.Where((p, axis) => p < 0 || p >= inputs[0][axis]).Any() ? (0, -1) : (0, Flat(source, inputs[0]));
    })];
}

/// <summary>Repeats an array along the axes of length 1.</summary>
/// <param name="Shape">The shape of the result, of the same rank.</param>
public sealed record BroadcastOperation(Shape Shape) : CopyOperation
{
    /// <inheritdoc/>
    public override string Text => $"broadcast {Shape}";

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> inputs) =>
        inputs[0].Rank == Shape.Rank && inputs[0].Zip(Shape).All(pair => pair.First == pair.Second || pair.First == 1)
            ? Shape
            : throw new ArgumentException($"{inputs[0]} cannot be repeated to {Shape}.");

    internal override (int Input, int Place)[] Sources(IReadOnlyList<Shape> inputs) =>
        [.. Places(Shape).Select(place => (0, Flat([.. place.Select((p, axis) => inputs[0][axis] == 1 ? 0 : p)], inputs[0])))];
}

/// <summary>Permutes the axes of an array.</summary>
/// <param name="Axes">The axis of the input for each axis of the result.</param>
public sealed record PermuteOperation(Shape Axes) : CopyOperation
{
    /// <inheritdoc/>
    public override string Text => $"permute {Axes}";

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> inputs)
    {
        var input = inputs[0];
        return Axes.Order().SequenceEqual(Enumerable.Range(0, input.Rank))
            ? new([.. Axes.Select(axis => input[axis])])
            : throw new ArgumentException($"{Axes} is no order of the {input.Rank} axes of {input}.");
    }

    internal override (int Input, int Place)[] Sources(IReadOnlyList<Shape> inputs) => [.. Places(ShapeOf(inputs)).Select(place =>
    {
        var source = new int[place.Length];
        for (var axis = 0; axis < place.Length; axis++)
            source[Axes[axis]] = place[axis];
        return (0, Flat(source, inputs[0]));
    })];
}

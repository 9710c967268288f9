using System.Globalization;
using Relevance.Maps;
using Relevance.Programs;

namespace Relevance.Networks.Layers;

/// <summary>
/// Base class of layers whose output values are copies of input values, or constants: changes of shape, padding, repetition. Relevance is passed to the value
/// that was copied, as a gradient is.
/// </summary>
public abstract record CopyLayer : UnaryLayer
{
    /// <summary>Whether some output values are constants, which absorb relevance.</summary>
    public virtual bool HasConstants => false;

    /// <inheritdoc/>
    public override Value Pullback(ProgramBuilder program, Value input, Value output, Value gradient) => program.Reshape(gradient, input.Shape);
}

/// <summary>Merges the axes from <paramref name="First"/> to <paramref name="Last"/> into one; values keep their order.</summary>
/// <param name="First">The first axis to merge, 0 for the first after the batch axis; a negative number counts from the end, with −1 for the last axis.</param>
/// <param name="Last">The last axis to merge, counted in the same way.</param>
public sealed record FlattenLayer(int First = 0, int Last = -1) : CopyLayer
{
    /// <inheritdoc/>
    public override string Kind => "Flatten";

    /// <inheritdoc/>
    public override Value Forward(ProgramBuilder program, Value input)
    {
        var lengths = input.Shape.Lengths;
        var (first, last) = (First < 0 ? First + lengths.Length : First, Last < 0 ? Last + lengths.Length : Last);
        if (first < 0 || first > last || last >= lengths.Length)
            throw new ArgumentException($"{input.Shape} has no axes {First} to {Last} to merge.");
        return program.Reshape(input, new([.. lengths[..first], Shape.Product(lengths.AsSpan()[first..(last + 1)]), .. lengths[(last + 1)..]]));
    }
}

/// <summary>Splits an axis into several; values keep their order.</summary>
/// <param name="Axis">The axis to split, 0 for the first after the batch axis.</param>
/// <param name="Lengths">The lengths of the resulting axes; one may be −1, and is then computed from the others.</param>
public sealed record UnflattenLayer(int Axis, Shape Lengths) : CopyLayer
{
    /// <summary>The lengths of the resulting axes; one may be −1, and is then computed from the others.</summary>
    /// <exception cref="ArgumentException">A length is neither positive nor −1, or more than one is −1.</exception>
    public Shape Lengths { get; } = Lengths.All(length => length is -1 or > 0) && Lengths.Count(length => length == -1) <= 1
        ? Lengths
        : throw new ArgumentException($"Axes have lengths of at least 1, one of them perhaps −1, not {Lengths}.");

    /// <inheritdoc/>
    public override string Kind => "Unflatten";

    /// <inheritdoc/>
    public override string Details => $"{Lengths}";

    /// <inheritdoc/>
    public override Value Forward(ProgramBuilder program, Value input)
    {
        var own = input.Shape.Lengths;
        if (Axis < 0 || Axis >= own.Length)
            throw new ArgumentException($"{input.Shape} has no axis {Axis} to split.");
        var known = Shape.Product([.. Lengths.Where(length => length > 0)]);
        Shape split = new([.. Lengths.Select(length => length < 0 ? own[Axis] / known : length)]);
        return split.Size == own[Axis]
            ? program.Reshape(input, new([.. own[..Axis], .. split, .. own[(Axis + 1)..]]))
            : throw new ArgumentException($"An axis of {own[Axis]} cannot be split into {Lengths}.");
    }
}

/// <summary>Returns its input unchanged, as dropout does after training.</summary>
/// <param name="Name">The kind of layer that it represents, such as <c>Dropout</c>.</param>
public sealed record IdentityLayer(string Name) : CopyLayer
{
    /// <inheritdoc/>
    public override string Kind => Name;

    /// <inheritdoc/>
    public override Value Forward(ProgramBuilder program, Value input) => input;
}

/// <summary>Pads the last axes with a constant, which absorbs relevance as a bias does.</summary>
/// <param name="Name">The kind of layer, such as <c>ZeroPad2d</c>.</param>
/// <param name="Before">The number of values added before each of the last axes; if negative, values are cut off.</param>
/// <param name="After">The number of values added after each of them; if negative, values are cut off.</param>
/// <param name="Filler">The constant.</param>
public sealed record ConstantPaddingLayer(string Name, Shape Before, Shape After, double Filler) : CopyLayer
{
    /// <summary>The number of values added after each of the last axes; if negative, values are cut off.</summary>
    /// <exception cref="ArgumentException">The number of axes differs from that of <see cref="Before"/>.</exception>
    public Shape After { get; } = After.Rank == Before.Rank ? After : throw new ArgumentException($"Padding before and after concerns the same axes, not {Before} and {After}.");

    /// <inheritdoc/>
    public override string Kind => Name;

    /// <inheritdoc/>
    public override string Details => string.Create(CultureInfo.InvariantCulture,
        $"{string.Join('×', Before.Zip(After, (before, after) => before == after ? $"{before}" : $"{before}+{after}"))}{(Filler == 0 ? "" : $", value {Filler}")}");

    /// <inheritdoc/>
    public override bool HasConstants => true;

    /// <inheritdoc/>
    public override Value Forward(ProgramBuilder program, Value input)
    {
        var (before, after) = (All(Before, input.Shape), All(After, input.Shape));
        var pad = new PadOperation(before, after);
        var padded = program.Add(pad, input);
        if (Filler == 0)
            return padded;
        double[] border = [.. pad.Sources([input.Shape]).Select(source => source.Place < 0 ? Filler : 0)];
        return program.Plus(padded, program.Constant(Weights.Of(border, padded.Shape)));
    }

    /// <inheritdoc/>
    public override Value Pullback(ProgramBuilder program, Value input, Value output, Value gradient) =>
        program.Add(new PadOperation(Negated(All(Before, input.Shape)), Negated(All(After, input.Shape))), gradient);

    private static Shape All(Shape last, Shape input) => last.Rank <= input.Rank
        ? new([.. Enumerable.Repeat(0, input.Rank - last.Rank), .. last])
        : throw new ArgumentException($"{input} has not the {last.Rank} axes to pad.");

    private static Shape Negated(Shape numbers) => new([.. numbers.Select(n => -n)]);
}

/// <summary>Repeats values: upsampling by the nearest value, and padding that copies input values. Every weight of its map is 1.</summary>
/// <param name="Name">The kind of layer, such as <c>ReflectionPad2d</c>.</param>
/// <param name="Map">The map from inputs to outputs, each of which is a copy of one input.</param>
public sealed record RepetitionLayer(string Name, SeparableMap Map) : CopyLayer
{
    /// <inheritdoc/>
    public override string Kind => Name;

    /// <inheritdoc/>
    public override string Details => $"{Map}";

    /// <inheritdoc/>
    public override Value Forward(ProgramBuilder program, Value input) => program.Apply(Map, input);

    /// <inheritdoc/>
    public override Value Pullback(ProgramBuilder program, Value input, Value output, Value gradient) => program.Transpose(Map, gradient, input.Shape);
}

using System.Globalization;
using Relevance.Maps;
using Relevance.Programs;

namespace Relevance.Networks.Layers;

/// <summary>
/// A layer whose every output value is a copy of one input value, or a constant: changes of shape, padding, repetition. Relevance goes where the value came
/// from, as a gradient does.
/// </summary>
public abstract record CopyLayer : UnaryLayer
{
    /// <summary>Whether some output values are constants, which absorb the relevance that falls to them.</summary>
    public virtual bool HasConstants => false;

    /// <inheritdoc/>
    public override Value Pullback(ProgramBuilder program, Value input, Value output, Value gradient) => program.Reshape(gradient, input.Shape);
}

/// <summary>Merges the axes from <paramref name="First"/> to <paramref name="Last"/> into one; values keep their order.</summary>
/// <param name="First">The first axis merged, 0 for the first after the batch; a negative number counts from the end, −1 is the last there is.</param>
/// <param name="Last">The last axis merged, counted in the same way.</param>
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

/// <summary>Gives the values another shape; they keep their order.</summary>
/// <param name="Axis">The axis that is split into others, 0 for the first after the batch.</param>
/// <param name="Lengths">The lengths of the axes that it becomes; one may be −1, for what remains.</param>
public sealed record UnflattenLayer(int Axis, Shape Lengths) : CopyLayer
{
    /// <summary>The lengths of the axes that it becomes; one may be −1, for what remains.</summary>
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

/// <summary>Returns its input: what dropout is once training is over.</summary>
/// <param name="Name">The kind of layer that it stands for, such as <c>Dropout</c>.</param>
public sealed record IdentityLayer(string Name) : CopyLayer
{
    /// <inheritdoc/>
    public override string Kind => Name;

    /// <inheritdoc/>
    public override Value Forward(ProgramBuilder program, Value input) => input;
}

/// <summary>Surrounds the last axes with a constant. Relevance that falls to the constant is absorbed, as by a bias.</summary>
/// <param name="Name">The kind of layer, such as <c>ZeroPad2d</c>.</param>
/// <param name="Before">How many before each of the last axes; negative to cut off.</param>
/// <param name="After">How many after.</param>
/// <param name="Filler">The constant.</param>
public sealed record ConstantPaddingLayer(string Name, Shape Before, Shape After, double Filler) : CopyLayer
{
    /// <summary>How many after each of the last axes; negative to cut off.</summary>
    /// <exception cref="ArgumentException">There are not as many as there are before.</exception>
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

/// <summary>Repeats values: upsampling to the nearest value, and padding by what lies at the border. Every weight of its map is 1.</summary>
/// <param name="Name">The kind of layer, such as <c>ReflectionPad2d</c>.</param>
/// <param name="Map">Which output is a copy of which input.</param>
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

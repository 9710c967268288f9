using Relevance.Maps;
using Relevance.Programs;

namespace Relevance.Networks.Layers;

/// <summary>Computes the largest value of each window over the last axes, with any stride, padding and dilation, or with adaptive windows.</summary>
/// <param name="Name">The kind of layer, such as <c>MaxPool2d</c>.</param>
/// <param name="Windows">A map that defines the windows: each output is connected to the places of its window. Its weights are not used.</param>
public sealed record MaxPoolingLayer(string Name, SeparableMap Windows) : UnaryLayer
{
    /// <inheritdoc/>
    public override string Kind => Name;

    /// <inheritdoc/>
    public override string Details => $"{Windows}";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A window lies entirely in the padding, so that it has no largest value.</exception>
    public override Value Forward(ProgramBuilder program, Value input)
    {
        var output = program.Add(new MaximumOperation(Windows), input);
        var before = input.Shape.Rank - Windows.Axes;
        return Windows.Along.Select((axis, i) => axis.Rows(input.Shape[before + i])).All(rows => rows.All(row => !row.IsEmpty))
            ? output
            : throw new ArgumentException($"{Windows} has windows that lie in the padding alone, which have no largest value; pad by less than a window's length.");
    }

    /// <inheritdoc/>
    /// <remarks>If several values are largest, the first in row order gets the whole gradient, as in PyTorch.</remarks>
    public override Value Pullback(ProgramBuilder program, Value input, Value output, Value gradient) =>
        program.Add(new LargestOperation(Windows, SharesTies: false), input, gradient);

    /// <summary>Writes how a quantity at the output is distributed in equal parts to the largest values of each window.</summary>
    public Value ShareAmongLargest(ProgramBuilder program, Value input, Value quantity) =>
        program.Add(new LargestOperation(Windows, SharesTies: true), input, quantity);
}

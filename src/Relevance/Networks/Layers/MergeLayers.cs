using Relevance.Programs;

namespace Relevance.Networks.Layers;

/// <summary>Adds branches of the same shape, as at the end of a residual block. For LRP, it is a linear layer with weights of 1.</summary>
public sealed record SumLayer : Layer
{
    /// <inheritdoc/>
    public override string Kind => "Sum";

    /// <inheritdoc/>
    public override Value Forward(ProgramBuilder program, IReadOnlyList<Value> inputs)
    {
        if (inputs.Any(input => input.Shape != inputs[0].Shape))
            throw new ArgumentException($"Only branches of the same shape can be added; these are {string.Join(" and ", inputs.Select(input => input.Shape))} per image.");
        return inputs.Aggregate(program.Plus);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Pullback(ProgramBuilder program, IReadOnlyList<Value> inputs, Value output, Value gradient) =>
        [.. inputs.Select(_ => gradient)];
}

/// <summary>Concatenates branches along an axis.</summary>
/// <param name="Axis">The axis, 0 for the first after the batch axis.</param>
public sealed record ConcatenationLayer(int Axis) : Layer
{
    /// <inheritdoc/>
    public override string Kind => "Concatenation";

    /// <inheritdoc/>
    public override string Details => $"axis {Axis}";

    /// <inheritdoc/>
    public override Value Forward(ProgramBuilder program, IReadOnlyList<Value> inputs) => program.Add(new ConcatenateOperation(Axis), [.. inputs]);

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Pullback(ProgramBuilder program, IReadOnlyList<Value> inputs, Value output, Value gradient)
    {
        var shares = new List<Value>();
        var start = 0;
        foreach (var input in inputs)
        {
            shares.Add(program.Add(new SliceOperation(Axis, start, input.Shape[Axis]), gradient));
            start += input.Shape[Axis];
        }
        return shares;
    }
}

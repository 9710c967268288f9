using Relevance.Maps;
using Relevance.Programs;

namespace Relevance.Networks.Layers;

/// <summary>The softmax along an axis, between layers: eᶻ / Σ eᶻ.</summary>
/// <param name="Axis">The axis, 0 for the first after the batch.</param>
public sealed record SoftmaxLayer(int Axis) : UnaryLayer
{
    /// <inheritdoc/>
    public override string Kind => "Softmax";

    /// <inheritdoc/>
    public override string Details => $"axis {Axis}";

    /// <inheritdoc/>
    public override string? WhyNoRule => "no rule shares relevance among the inputs of a softmax between layers";

    /// <inheritdoc/>
    public override Value Forward(ProgramBuilder program, Value input)
    {
        var sum = Reductions.Sum(input.Shape, [Axis]);
        // Without the largest value no exponential overflows.
        var largest = program.Broadcast(program.Add(new MaximumOperation(sum), input), input.Shape);
        var powers = program.Of(UnaryFunction.Exponential, program.Minus(input, largest));
        return program.Divide(powers, program.Broadcast(program.Apply(sum, powers), input.Shape));
    }

    /// <inheritdoc/>
    public override Value Pullback(ProgramBuilder program, Value input, Value output, Value gradient)
    {
        var weighted = program.Times(output, gradient);
        var sum = program.Broadcast(program.Apply(Reductions.Sum(input.Shape, [Axis]), weighted), input.Shape);
        return program.Minus(weighted, program.Times(output, sum));
    }
}

/// <summary>
/// Subtracts the mean and divides by the standard deviation of the values along some axes, z = (a − μ) / √(σ² + ε): layer, instance and group normalisation without
/// their factors.
/// </summary>
/// <param name="Axes">The axes, 0 for the first after the batch.</param>
/// <param name="Epsilon">ε, above 0.</param>
public sealed record StandardizationLayer(Shape Axes, double Epsilon) : UnaryLayer
{
    /// <inheritdoc/>
    public override string Kind => "Standardization";

    /// <inheritdoc/>
    public override string Details => $"axis {string.Join(", ", Axes)}";

    /// <inheritdoc/>
    public override string? WhyNoRule => "it divides by the deviation of its own input";

    /// <inheritdoc/>
    public override Value Forward(ProgramBuilder program, Value input) => program.Divide(Centred(program, input), Deviation(program, input));

    /// <inheritdoc/>
    public override Value Pullback(ProgramBuilder program, Value input, Value output, Value gradient)
    {
        // (g − mean(g) − z mean(g z)) / σ
        var along = program.Times(output, Mean(program, program.Times(gradient, output)));
        return program.Divide(program.Minus(program.Minus(gradient, Mean(program, gradient)), along), Deviation(program, input));
    }

    private Value Mean(ProgramBuilder program, Value x) => program.Broadcast(program.Apply(Reductions.Mean(x.Shape, [.. Axes]), x), x.Shape);

    private Value Centred(ProgramBuilder program, Value x) => program.Minus(x, Mean(program, x));

    private Value Deviation(ProgramBuilder program, Value x)
    {
        var centred = Centred(program, x);
        return program.Of(UnaryFunction.SquareRoot, program.Plus(Mean(program, program.Times(centred, centred)), Epsilon));
    }
}

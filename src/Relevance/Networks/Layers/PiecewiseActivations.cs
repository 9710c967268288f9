using Relevance.Maps;
using Relevance.Programs;
using static Relevance.Programs.UnaryFunction;

namespace Relevance.Networks.Layers;

/// <summary>PReLU: z for z &gt; 0, slope · z elsewhere, with a slope of its own for each channel.</summary>
/// <param name="Slopes">The slopes, [channels].</param>
public sealed record PReluLayer(Weights Slopes) : ActivationLayer
{
    /// <inheritdoc/>
    public override string Kind => "PReLU";

    /// <inheritdoc/>
    public override Value Forward(ProgramBuilder program, Value input) =>
        program.Plus(program.Of(PositivePart, input), program.Apply(new ChannelScaleMap(Slopes), program.Of(NegativePart, input)));

    /// <inheritdoc/>
    public override Value Derivative(ProgramBuilder program, Value z, Value a)
    {
        var above = program.Of(IsAbove, z);
        var below = program.Plus(program.Times(above, -1), 1);
        return program.Plus(above, program.Apply(new ChannelScaleMap(Slopes), below));
    }
}

/// <summary>Hard sigmoid: α z + β, cut off at 0 and 1.</summary>
/// <param name="Alpha">α.</param>
/// <param name="Beta">β.</param>
public sealed record HardSigmoidLayer(double Alpha, double Beta) : ActivationLayer
{
    /// <inheritdoc/>
    public override string Kind => "HardSigmoid";

    /// <inheritdoc/>
    public override Value Forward(ProgramBuilder program, Value input) => program.Of(AtMost, program.Of(AtLeast, Line(program, input), 0), 1);

    /// <inheritdoc/>
    public override Value Derivative(ProgramBuilder program, Value z, Value a) => program.Times(Inside(program, z), Alpha);

    internal Value Inside(ProgramBuilder program, Value z)
    {
        var line = Line(program, z);
        return program.Times(program.Of(IsAbove, line), program.Of(IsAbove, program.Of(Negate, line), -1));
    }

    private Value Line(ProgramBuilder program, Value z) => program.Plus(program.Times(z, Alpha), Beta);
}

/// <summary>Hard swish: z times the hard sigmoid of z, with α = 1/6 and β = 1/2.</summary>
public sealed record HardSwishLayer : ActivationLayer
{
    private static readonly HardSigmoidLayer Gate = new(1.0 / 6, 0.5);

    /// <inheritdoc/>
    public override string Kind => "HardSwish";

    /// <inheritdoc/>
    public override Value Forward(ProgramBuilder program, Value input) => program.Times(input, Gate.Forward(program, input));

    /// <inheritdoc/>
    public override Value Derivative(ProgramBuilder program, Value z, Value a) =>
        program.Plus(Gate.Forward(program, z), program.Times(z, Gate.Derivative(program, z, a)));
}

/// <summary>The magnitude |z|, whose derivative at 0 is 0.</summary>
public sealed record MagnitudeLayer : ActivationLayer
{
    /// <inheritdoc/>
    public override string Kind => "Abs";

    /// <inheritdoc/>
    public override Value Forward(ProgramBuilder program, Value input) => program.Of(Absolute, input);

    /// <inheritdoc/>
    public override Value Derivative(ProgramBuilder program, Value z, Value a) => program.Of(UnaryFunction.Sign, z);
}

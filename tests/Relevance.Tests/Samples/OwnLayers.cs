using Relevance.Networks.Layers;
using Relevance.Programs;

namespace Relevance.Tests.Samples;

/// <summary>An activation: z · tanh(ln(1 + eᶻ)). Source: Misra, Mish: a self regularized non-monotonic activation function, 2020.</summary>
public sealed record MishLayer : ActivationLayer
{
    /// <inheritdoc/>
    public override string Kind => "Mish";

    /// <inheritdoc/>
    public override Value Forward(ProgramBuilder program, Value input) => program.Times(input, Curve(program, input));

    /// <inheritdoc/>
    public override Value Derivative(ProgramBuilder program, Value z, Value a)
    {
        // t + z (1 − t²) σ(z) with t = tanh(ln(1 + eᶻ)).
        var t = Curve(program, z);
        var slope = program.Times(program.Plus(program.Times(program.Times(t, t), -1), 1), program.Of(UnaryFunction.Logistic, z));
        return program.Plus(t, program.Times(z, slope));
    }

    private static Value Curve(ProgramBuilder program, Value z) =>
        program.Of(UnaryFunction.Tanh, program.Of(UnaryFunction.LogarithmOfOnePlus, program.Of(UnaryFunction.Exponential, z)));
}

/// <summary>A layer with two inputs: the product of a signal with a gate.</summary>
public sealed record GateLayer : Layer
{
    /// <inheritdoc/>
    public override string Kind => "Gate";

    /// <inheritdoc/>
    public override Value Forward(ProgramBuilder program, IReadOnlyList<Value> inputs) => program.Times(inputs[0], inputs[1]);

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Pullback(ProgramBuilder program, IReadOnlyList<Value> inputs, Value output, Value gradient) =>
        [program.Times(gradient, inputs[1]), program.Times(gradient, inputs[0])];
}

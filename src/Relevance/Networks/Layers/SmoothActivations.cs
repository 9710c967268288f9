using Relevance.Programs;
using static Relevance.Programs.UnaryFunction;

namespace Relevance.Networks.Layers;

/// <summary>Softsign: z / (1 + |z|).</summary>
public sealed record SoftsignLayer : ActivationLayer
{
    /// <inheritdoc/>
    public override string Kind => "Softsign";

    /// <inheritdoc/>
    public override Value Forward(ProgramBuilder program, Value input) => program.Divide(input, Denominator(program, input));

    /// <inheritdoc/>
    public override Value Derivative(ProgramBuilder program, Value z, Value a)
    {
        var denominator = Denominator(program, z);
        return program.Divide(program.Plus(program.Times(z, 0), 1), program.Times(denominator, denominator));
    }

    private static Value Denominator(ProgramBuilder program, Value z) => program.Plus(program.Of(Absolute, z), 1);
}

/// <summary>Mish: z tanh(ln(1 + eᶻ)).</summary>
public sealed record MishLayer : ActivationLayer
{
    private static readonly SoftplusLayer Softplus = new(Threshold: 40);

    /// <inheritdoc/>
    public override string Kind => "Mish";

    /// <inheritdoc/>
    public override Value Forward(ProgramBuilder program, Value input) => program.Times(input, Curve(program, input));

    /// <inheritdoc/>
    public override Value Derivative(ProgramBuilder program, Value z, Value a)
    {
        // t + z (1 − t²) σ(z)
        var t = Curve(program, z);
        var slope = program.Times(program.Plus(program.Times(program.Times(t, t), -1), 1), program.Of(Logistic, z));
        return program.Plus(t, program.Times(z, slope));
    }

    private static Value Curve(ProgramBuilder program, Value z) => program.Of(UnaryFunction.Tanh, Softplus.Forward(program, z));
}

/// <summary>The square root.</summary>
public sealed record SquareRootLayer : ActivationLayer
{
    /// <inheritdoc/>
    public override string Kind => "Sqrt";

    /// <inheritdoc/>
    public override Value Forward(ProgramBuilder program, Value input) => program.Of(SquareRoot, input);

    /// <inheritdoc/>
    public override Value Derivative(ProgramBuilder program, Value z, Value a) => program.Divide(program.Plus(program.Times(z, 0), 0.5), a);
}

/// <summary>The exponential function.</summary>
public sealed record ExponentialLayer : ActivationLayer
{
    /// <inheritdoc/>
    public override string Kind => "Exp";

    /// <inheritdoc/>
    public override Value Forward(ProgramBuilder program, Value input) => program.Of(Exponential, input);

    /// <inheritdoc/>
    public override Value Derivative(ProgramBuilder program, Value z, Value a) => a;
}

/// <summary>The error function.</summary>
public sealed record ErrorFunctionLayer : ActivationLayer
{
    /// <inheritdoc/>
    public override string Kind => "Erf";

    /// <inheritdoc/>
    public override Value Forward(ProgramBuilder program, Value input) => program.Of(ErrorFunction, input);

    /// <inheritdoc/>
    public override Value Derivative(ProgramBuilder program, Value z, Value a) =>
        program.Times(program.Of(Exponential, program.Of(Negate, program.Times(z, z))), 2 / Math.Sqrt(Math.PI));
}

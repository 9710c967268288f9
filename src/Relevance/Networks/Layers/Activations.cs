using System.Globalization;
using Relevance.Programs;
using static Relevance.Programs.UnaryFunction;

namespace Relevance.Networks.Layers;

/// <summary>Leaky ReLU: z for z &gt; 0, slope · z elsewhere; with slope 0, the rectifier (ReLU).</summary>
/// <param name="Slope">The slope for negative inputs, at least 0.</param>
public sealed record LeakyReluLayer(double Slope = 0) : ActivationLayer
{
    /// <inheritdoc/>
    public override string Kind => Slope == 0 ? "ReLU" : "LeakyReLU";

    /// <inheritdoc/>
    public override string Details => Slope == 0 ? "" : Slope.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override Value Forward(ProgramBuilder program, Value input) => Slope == 0 ? program.Of(PositivePart, input) : program.Of(LeakyRelu, input, Slope);

    /// <inheritdoc/>
    public override Value Derivative(ProgramBuilder program, Value z, Value a) => program.Of(LeakyReluSlope, z, Slope);
}

/// <summary>ELU: λ z for z &gt; 0, λ α (e^(βz) − 1) elsewhere; SELU and CELU are of this form, too.</summary>
/// <param name="Alpha">α.</param>
/// <param name="Scale">λ.</param>
/// <param name="Rate">β; CELU has 1/α.</param>
/// <param name="Name">The kind of layer.</param>
public sealed record EluLayer(double Alpha = 1, double Scale = 1, double Rate = 1, string Name = "ELU") : ActivationLayer
{
    /// <inheritdoc/>
    public override string Kind => Name;

    /// <inheritdoc/>
    public override string Details => Alpha.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override Value Forward(ProgramBuilder program, Value input)
    {
        var below = program.Of(ExponentialMinusOne, program.Times(program.Of(NegativePart, input), Rate));
        return program.Times(program.Plus(program.Of(PositivePart, input), program.Times(below, Alpha)), Scale);
    }

    /// <inheritdoc/>
    public override Value Derivative(ProgramBuilder program, Value z, Value a)
    {
        var above = program.Of(IsAbove, z);
        var below = program.Plus(program.Times(above, -1), 1);
        var slope = program.Times(program.Of(Exponential, program.Times(program.Of(NegativePart, z), Rate)), Alpha * Rate);
        return program.Times(program.Plus(above, program.Times(below, slope)), Scale);
    }
}

/// <summary>GELU: z Φ(z), with the standard normal distribution function Φ.</summary>
public sealed record GeluLayer : ActivationLayer
{
    /// <inheritdoc/>
    public override string Kind => "GELU";

    /// <inheritdoc/>
    public override Value Forward(ProgramBuilder program, Value input) => program.Times(input, Distribution(program, input));

    /// <inheritdoc/>
    public override Value Derivative(ProgramBuilder program, Value z, Value a)
    {
        var density = program.Times(program.Of(Exponential, program.Times(program.Times(z, z), -0.5)), 1 / Math.Sqrt(2 * Math.PI));
        return program.Plus(Distribution(program, z), program.Times(z, density));
    }

    private static Value Distribution(ProgramBuilder program, Value z) =>
        program.Times(program.Plus(program.Of(ErrorFunction, program.Times(z, Math.Sqrt(0.5))), 1), 0.5);
}

/// <summary>GELU in the approximation by tanh: ½ z (1 + tanh u) with u = √(2/π) (z + 0.044715 z³).</summary>
public sealed record GeluByTanhLayer : ActivationLayer
{
    private const double Cubic = 0.044715;
    private static readonly double Root = Math.Sqrt(2 / Math.PI);

    /// <inheritdoc/>
    public override string Kind => "GELU";

    /// <inheritdoc/>
    public override string Details => "tanh";

    /// <inheritdoc/>
    public override Value Forward(ProgramBuilder program, Value input) => program.Times(program.Times(input, program.Plus(Curve(program, input), 1)), 0.5);

    /// <inheritdoc/>
    public override Value Derivative(ProgramBuilder program, Value z, Value a)
    {
        // ½ (1 + t) + ½ z (1 − t²) u′
        var t = Curve(program, z);
        var slope = program.Plus(program.Times(program.Times(z, z), 3 * Root * Cubic), Root);
        var bend = program.Minus(z, program.Times(z, program.Times(t, t)));
        return program.Times(program.Plus(program.Plus(t, 1), program.Times(bend, slope)), 0.5);
    }

    private static Value Curve(ProgramBuilder program, Value z)
    {
        var cube = program.Times(program.Times(z, z), z);
        return program.Of(UnaryFunction.Tanh, program.Plus(program.Times(z, Root), program.Times(cube, Root * Cubic)));
    }
}

/// <summary>SiLU: z σ(z), with the logistic function σ.</summary>
public sealed record SiluLayer : ActivationLayer
{
    /// <inheritdoc/>
    public override string Kind => "SiLU";

    /// <inheritdoc/>
    public override Value Forward(ProgramBuilder program, Value input) => program.Times(input, program.Of(Logistic, input));

    /// <inheritdoc/>
    public override Value Derivative(ProgramBuilder program, Value z, Value a)
    {
        var s = program.Of(Logistic, z);
        return program.Plus(s, program.Minus(a, program.Times(a, s)));
    }
}

/// <summary>The hyperbolic tangent.</summary>
public sealed record TanhLayer : ActivationLayer
{
    /// <inheritdoc/>
    public override string Kind => "Tanh";

    /// <inheritdoc/>
    public override Value Forward(ProgramBuilder program, Value input) => program.Of(UnaryFunction.Tanh, input);

    /// <inheritdoc/>
    public override Value Derivative(ProgramBuilder program, Value z, Value a) => program.Plus(program.Times(program.Times(a, a), -1), 1);
}

/// <summary>The logistic function σ(z) = 1 / (1 + e⁻ᶻ).</summary>
public sealed record SigmoidLayer : ActivationLayer
{
    /// <inheritdoc/>
    public override string Kind => "Sigmoid";

    /// <inheritdoc/>
    public override Value Forward(ProgramBuilder program, Value input) => program.Of(Logistic, input);

    /// <inheritdoc/>
    public override Value Derivative(ProgramBuilder program, Value z, Value a) => program.Minus(a, program.Times(a, a));
}

/// <summary>Softplus: ln(1 + e^(βz)) / β, and z itself where βz is above the threshold.</summary>
/// <param name="Beta">β.</param>
/// <param name="Threshold">The value of βz above which the function is z.</param>
public sealed record SoftplusLayer(double Beta = 1, double Threshold = 20) : ActivationLayer
{
    /// <inheritdoc/>
    public override string Kind => "Softplus";

    /// <inheritdoc/>
    public override string Details => Beta.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override Value Forward(ProgramBuilder program, Value input)
    {
        var (scaled, above) = Parts(program, input);
        var curve = program.Times(program.Of(LogarithmOfOnePlus, program.Of(Exponential, program.Of(AtMost, scaled, Threshold))), 1 / Beta);
        return program.Plus(curve, program.Times(above, program.Minus(input, curve)));
    }

    /// <inheritdoc/>
    public override Value Derivative(ProgramBuilder program, Value z, Value a)
    {
        var (scaled, above) = Parts(program, z);
        var slope = program.Of(Logistic, scaled);
        return program.Plus(slope, program.Times(above, program.Plus(program.Times(slope, -1), 1)));
    }

    private (Value Scaled, Value Above) Parts(ProgramBuilder program, Value z)
    {
        var scaled = program.Times(z, Beta);
        return (scaled, program.Of(IsAbove, scaled, Threshold));
    }
}

/// <summary>Limits z to a range; with the bounds 0 and 6, ReLU6.</summary>
/// <param name="Low">The smallest value.</param>
/// <param name="High">The largest value.</param>
public sealed record ClipLayer(double Low, double High) : ActivationLayer
{
    /// <inheritdoc/>
    public override string Kind => (Low, High) == (0, 6) ? "ReLU6" : "Clip";

    /// <inheritdoc/>
    public override string Details => (Low, High) == (0, 6) ? "" : string.Create(CultureInfo.InvariantCulture, $"{Low} to {High}");

    /// <inheritdoc/>
    public override Value Forward(ProgramBuilder program, Value input) => program.Of(AtMost, program.Of(AtLeast, input, Low), High);

    /// <inheritdoc/>
    /// <remarks>The derivative is 0 at both bounds, as in PyTorch's ReLU6.</remarks>
    public override Value Derivative(ProgramBuilder program, Value z, Value a) =>
        program.Times(program.Of(IsAbove, z, Low), program.Of(IsAbove, program.Of(Negate, z), -High));
}

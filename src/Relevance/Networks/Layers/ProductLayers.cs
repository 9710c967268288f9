using Relevance.Maps;
using Relevance.Programs;

namespace Relevance.Networks.Layers;

/// <summary>
/// Multiplies two branches of the same shape, place by place. In a gate, such as squeeze-and-excitation, one branch carries the signal and the other, between 0 and 1,
/// says how much of it passes.
/// </summary>
/// <param name="Signal">The input that carries the signal, 0 or 1; null if neither is known to be a gate.</param>
public sealed record ProductLayer(int? Signal = null) : Layer
{
    /// <inheritdoc/>
    public override string Kind => Signal is null ? "Product" : "Gate";

    /// <inheritdoc/>
    public override string? WhyNoRule => Signal is null ? "it multiplies two branches, and neither is known to be a gate" : null;

    /// <inheritdoc/>
    public override Value Forward(ProgramBuilder program, IReadOnlyList<Value> inputs) => program.Times(inputs[0], inputs[1]);

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Pullback(ProgramBuilder program, IReadOnlyList<Value> inputs, Value output, Value gradient) =>
        [program.Times(gradient, inputs[1]), program.Times(gradient, inputs[0])];
}

/// <summary>Divides one branch by another of the same shape, place by place; a quotient by 0 is 0.</summary>
public sealed record QuotientLayer : Layer
{
    /// <inheritdoc/>
    public override string Kind => "Quotient";

    /// <inheritdoc/>
    public override string? WhyNoRule => "it divides one branch by another";

    /// <inheritdoc/>
    public override Value Forward(ProgramBuilder program, IReadOnlyList<Value> inputs) => program.Divide(inputs[0], inputs[1]);

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Pullback(ProgramBuilder program, IReadOnlyList<Value> inputs, Value output, Value gradient)
    {
        var share = program.Divide(gradient, inputs[1]);
        return [share, program.Of(UnaryFunction.Negate, program.Times(share, output))];
    }
}

/// <summary>Multiplies each value by a constant and adds another: z = f a + o, with constants of an image's shape.</summary>
/// <param name="Factor">f, of the input's shape; null for 1.</param>
/// <param name="Offset">o, of the input's shape; null for 0.</param>
public sealed record ElementwiseAffineLayer(Weights? Factor, Weights? Offset) : UnaryLayer
{
    /// <inheritdoc/>
    public override string Kind => (Factor, Offset) switch { (null, _) => "Offset", (_, null) => "Scale", _ => "Affine" };

    /// <inheritdoc/>
    public override Value Forward(ProgramBuilder program, Value input)
    {
        var scaled = Factor is null ? input : program.Times(input, program.Constant(Factor));
        return Offset is null ? scaled : program.Plus(scaled, program.Constant(Offset));
    }

    /// <inheritdoc/>
    public override Value Pullback(ProgramBuilder program, Value input, Value output, Value gradient) =>
        Factor is null ? gradient : program.Times(gradient, program.Constant(Factor));
}

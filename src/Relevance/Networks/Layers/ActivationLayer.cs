using Relevance.Programs;

namespace Relevance.Networks.Layers;

/// <summary>A nonlinear function of each value on its own.</summary>
public abstract record ActivationLayer : UnaryLayer
{
    /// <summary>Writes f′(z), given z and a = f(z). At a kink it is PyTorch's.</summary>
    public abstract Value Derivative(ProgramBuilder program, Value z, Value a);

    /// <inheritdoc/>
    public sealed override Value Pullback(ProgramBuilder program, Value input, Value output, Value gradient) =>
        program.Times(Derivative(program, input, output), gradient);
}

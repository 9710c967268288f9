using Relevance.Programs;

namespace Relevance.Networks.Layers;

/// <summary>Base class of layers that apply a nonlinear function to each value separately.</summary>
public abstract record ActivationLayer : UnaryLayer
{
    /// <summary>Writes the derivative f′(z), given z and a = f(z). Where f is not differentiable, the value is that of PyTorch.</summary>
    public abstract Value Derivative(ProgramBuilder program, Value z, Value a);

    /// <inheritdoc/>
    public sealed override Value Pullback(ProgramBuilder program, Value input, Value output, Value gradient) =>
        program.Times(Derivative(program, input, output), gradient);
}

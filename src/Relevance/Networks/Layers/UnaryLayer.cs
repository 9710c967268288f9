using Relevance.Programs;

namespace Relevance.Networks.Layers;

/// <summary>Base class of layers with one input.</summary>
public abstract record UnaryLayer : Layer
{
    /// <summary>Writes the layer's computation.</summary>
    public abstract Value Forward(ProgramBuilder program, Value input);

    /// <summary>Writes the gradient at the input, given the gradient at the output.</summary>
    public abstract Value Pullback(ProgramBuilder program, Value input, Value output, Value gradient);

    /// <inheritdoc/>
    public sealed override Value Forward(ProgramBuilder program, IReadOnlyList<Value> inputs) => Forward(program, inputs[0]);

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Value> Pullback(ProgramBuilder program, IReadOnlyList<Value> inputs, Value output, Value gradient) =>
        [Pullback(program, inputs[0], output, gradient)];
}

using static TorchSharp.torch;

namespace Relevance.Networks;

/// <summary>A layer with exactly one input.</summary>
public abstract class UnaryLayer : Layer
{
    /// <summary>Computes the layer's output.</summary>
    public abstract Tensor Forward(Tensor input);

    /// <summary>Pulls a gradient with respect to the output back to the input: Jᵀ·gradient.</summary>
    public abstract Tensor Pullback(Tensor input, Tensor output, Tensor gradient);

    /// <inheritdoc/>
    public sealed override Tensor Forward(IReadOnlyList<Tensor> inputs) => Forward(inputs[0]);

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Tensor> Pullback(IReadOnlyList<Tensor> inputs, Tensor output, Tensor gradient) =>
        [Pullback(inputs[0], output, gradient)];
}

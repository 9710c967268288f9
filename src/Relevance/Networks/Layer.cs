using static TorchSharp.torch;

namespace Relevance.Networks;

/// <summary>One step of a network: an immutable function of one or more tensors.</summary>
/// <remarks>Layers own snapshots of the weights they were made from and never write to them. They are safe to use from several threads.</remarks>
public abstract class Layer
{
    /// <summary>The kind of layer in the words of PyTorch, such as <c>Conv2d</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>What distinguishes this layer from others of its kind, such as <c>1 → 6, 3×3</c>; may be empty.</summary>
    public abstract string Details { get; }

    /// <summary>Computes the layer's output.</summary>
    /// <param name="inputs">The outputs of the layers that feed this one; the first axis is the batch.</param>
    public abstract Tensor Forward(IReadOnlyList<Tensor> inputs);

    /// <summary>Pulls a gradient with respect to the output back to each input: Jᵀ·gradient (a vector-Jacobian product).</summary>
    /// <param name="inputs">What <see cref="Forward"/> was given.</param>
    /// <param name="output">What <see cref="Forward"/> returned.</param>
    /// <param name="gradient">Of the shape of <paramref name="output"/>.</param>
    /// <returns>One tensor per input, each of its input's shape.</returns>
    public abstract IReadOnlyList<Tensor> Pullback(IReadOnlyList<Tensor> inputs, Tensor output, Tensor gradient);

    /// <summary>The same layer with its weights in another floating-point type.</summary>
    public abstract Layer To(ScalarType type);

    /// <inheritdoc/>
    public override string ToString() => Details.Length == 0 ? Kind : $"{Kind}({Details})";
}

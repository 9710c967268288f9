using static TorchSharp.torch;

namespace Relevance.Networks;

/// <summary>A layer at which branches of the network meet.</summary>
/// <remarks>For the rules of layer-wise relevance propagation it is a layer with one input: its inputs, joined into one tensor.</remarks>
public abstract class MergeLayer : Layer
{
    /// <summary>The layer that computes the same from the joined inputs.</summary>
    internal abstract UnaryLayer OfJoined { get; }

    /// <inheritdoc/>
    public sealed override Layer To(ScalarType type) => this;

    /// <summary>Joins the inputs into one tensor, the batch first.</summary>
    internal abstract Tensor Join(IReadOnlyList<Tensor> inputs);

    /// <summary>The parts of a tensor of the joined shape, one per input.</summary>
    internal abstract IReadOnlyList<Tensor> Split(Tensor joined, IReadOnlyList<Tensor> inputs);
}

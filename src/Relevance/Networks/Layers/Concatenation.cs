using static TorchSharp.torch;

namespace Relevance.Networks.Layers;

/// <summary>Puts branches one after the other along an axis.</summary>
/// <param name="axis">The axis; at least 1, since the first axis is the batch.</param>
public sealed class Concatenation(long axis) : MergeLayer
{
    private static readonly Identity Unchanged = new("Concatenation");

    /// <inheritdoc/>
    public override string Kind => "Concatenation";

    /// <inheritdoc/>
    public override string Details => $"axis {axis}";

    internal override UnaryLayer OfJoined => Unchanged;

    /// <inheritdoc/>
    public override Tensor Forward(IReadOnlyList<Tensor> inputs) => Join(inputs);

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> Pullback(IReadOnlyList<Tensor> inputs, Tensor output, Tensor gradient) => Split(gradient, inputs);

    internal override Tensor Join(IReadOnlyList<Tensor> inputs) => cat([.. inputs], axis);

    internal override IReadOnlyList<Tensor> Split(Tensor joined, IReadOnlyList<Tensor> inputs) =>
        joined.split([.. inputs.Select(input => input.shape[axis])], axis);
}

using static TorchSharp.torch;

namespace Relevance.Networks.Layers;

/// <summary>
/// A layer whose every output value is a copy of one input value, or a constant: changes of shape, padding, repetition. Relevance goes where the
/// value came from, as a gradient does.
/// </summary>
public abstract class CopyLayer : UnaryLayer
{
    /// <inheritdoc/>
    public override string Details => "";

    /// <summary>Whether some output values are constants, which absorb the relevance that falls to them.</summary>
    internal virtual bool HasConstants => false;

    /// <inheritdoc/>
    public override Tensor Pullback(Tensor input, Tensor output, Tensor gradient) => gradient.reshape(input.shape);

    /// <inheritdoc/>
    public override Layer To(ScalarType type) => this;
}

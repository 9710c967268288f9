using static TorchSharp.torch;

namespace Relevance.Networks.Layers;

/// <summary>A nonlinear function of each value on its own.</summary>
public abstract class ActivationLayer : UnaryLayer
{
    /// <inheritdoc/>
    public sealed override Layer To(ScalarType type) => this;
}

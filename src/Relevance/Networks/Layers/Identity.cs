using static TorchSharp.torch;

namespace Relevance.Networks.Layers;

/// <summary>Returns its input: what dropout is once training is over.</summary>
/// <param name="kind">The kind of layer that it stands for, such as <c>Dropout</c>.</param>
public sealed class Identity(string kind) : CopyLayer
{
    /// <inheritdoc/>
    public override string Kind { get; } = kind;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => input.alias();
}

using static TorchSharp.torch;

namespace Relevance.Networks.Layers;

/// <summary>Merges the axes from <paramref name="first"/> to <paramref name="last"/> into one; values keep their order.</summary>
/// <param name="first">The first axis merged; at least 1, since the first axis is the batch.</param>
/// <param name="last">The last axis merged; −1 is the last there is.</param>
public sealed class Flatten(long first, long last) : CopyLayer
{
    /// <inheritdoc/>
    public override string Kind => "Flatten";

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => input.flatten(first, last);
}

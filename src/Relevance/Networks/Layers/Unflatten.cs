using static TorchSharp.torch;

namespace Relevance.Networks.Layers;

/// <summary>Splits one axis into several; values keep their order.</summary>
/// <param name="axis">The axis split; at least 1, since the first axis is the batch.</param>
/// <param name="lengths">The lengths of the axes that it becomes; one may be −1, for what remains.</param>
public sealed class Unflatten(long axis, IReadOnlyList<long> lengths) : CopyLayer
{
    private readonly long[] lengths = [.. lengths];

    /// <inheritdoc/>
    public override string Kind => "Unflatten";

    /// <inheritdoc/>
    public override string Details => string.Join('×', lengths);

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => input.unflatten(axis, lengths);
}

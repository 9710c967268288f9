using Relevance.Networks.Maps;
using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Propagation;

/// <summary>
/// Two linear maps W and V of the same geometry whose outputs are added up: W a + V b. Where the maps have channels they are put side by side and
/// computed as one: libtorch's convolutions compute 16 channels in the time of one.
/// </summary>
internal sealed class PairedMap(LinearMap first, LinearMap second)
{
    private readonly LinearMap? both = first.Beside(second);

    /// <summary>The inputs a and b in the form that the other members take.</summary>
    internal Tensor[] Pair(Tensor a, Tensor b) => both is null ? [a, b] : [cat([a, b], first.ChannelAxis)];

    /// <summary>W a + V b.</summary>
    internal Tensor Apply(Tensor[] pair) => both is null ? first.Apply(pair[0]).Increase(second.Apply(pair[1])) : both.Apply(pair[0]);

    /// <summary>a ⊙ Wᵀs + b ⊙ Vᵀs: what each place of the input contributed, by the factors s of the outputs.</summary>
    internal Tensor Share(Tensor[] pair, Tensor s)
    {
        using var scope = NewDisposeScope();
        if (both is null)
            return first.Transpose(s, pair[0].shape).mul_(pair[0]).Increase(second.Transpose(s, pair[1].shape).mul_(pair[1])).MoveToOuterDisposeScope();
        var shares = both.Transpose(s, pair[0].shape).mul_(pair[0]);
        var channels = shares.shape[first.ChannelAxis < 0 ? ^1 : (int)first.ChannelAxis] / 2;
        return shares.narrow(first.ChannelAxis, 0, channels).Plus(shares.narrow(first.ChannelAxis, channels, channels)).MoveToOuterDisposeScope();
    }
}

using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mnist.Networks;

/// <summary>PyTorch's default initialisation of convolutions and linear layers, from a generator of its own.</summary>
internal static class Initialization
{
    /// <summary>
    /// Draws each weight and bias uniformly from ±1/√(fan-in), which is what PyTorch's Kaiming initialisation with a = √5 comes to.
    /// The process-wide generator is not used, so what else draws from it cannot change the result.
    /// </summary>
    internal static void Apply(Sequential network, long seed)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var generator = new Generator((ulong)seed);
        foreach (var (_, layer) in network.named_children())
        {
            if (layer.get_parameter("weight") is not { } weight)
                continue;
            var fanIn = weight.shape.Skip(1).Aggregate(1L, (product, size) => product * size);
            var bound = 1 / Math.Sqrt(fanIn);
            weight.uniform_(-bound, bound, generator);
            layer.get_parameter("bias")!.uniform_(-bound, bound, generator);
        }
    }
}

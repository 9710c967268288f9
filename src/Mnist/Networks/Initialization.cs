using System.Text.Json.Serialization;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mnist.Networks;

/// <summary>How the weights of a new network are drawn.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Initialization>))]
public enum Initialization
{
    /// <summary>PyTorch's default: weights and biases uniform in ±1/√(fan-in), which is what its Kaiming initialisation with a = √5 comes to.</summary>
    PyTorch,

    /// <summary>Weights normal with variance 2/(fan-in), so that ReLU keeps the signal's size from layer to layer; biases zero (He et al. 2015).</summary>
    He,
}

internal static class InitializationExtensions
{
    /// <summary>
    /// Draws the weights of convolutions and linear layers from a generator of its own: what else draws from the process-wide one
    /// cannot change the result.
    /// </summary>
    internal static void Apply(this Initialization initialization, Sequential network, long seed)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var generator = new Generator((ulong)seed);
        foreach (var (_, layer) in network.named_children())
        {
            if (layer.get_parameter("weight") is not { } weight || layer.get_parameter("bias") is not { } bias)
                continue;
            var fanIn = weight.shape.Skip(1).Aggregate(1L, (product, size) => product * size);
            var bound = 1 / Math.Sqrt(fanIn);
            if (initialization == Initialization.He)
            {
                weight.normal_(0, Math.Sqrt(2) * bound, generator);
                bias.zero_();
            }
            else
            {
                weight.uniform_(-bound, bound, generator);
                bias.uniform_(-bound, bound, generator);
            }
        }
    }
}

using Mnist.ModelFiles;
using Relevance.Torch.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mnist.Networks;

/// <summary>Networks that libtorch can train, made of their architecture.</summary>
public static class TrainableNetworks
{
    extension(Architecture architecture)
    {
        /// <summary>Builds the network in training mode.</summary>
        /// <param name="seed">Determines the weights.</param>
        /// <param name="initialization">How the weights are drawn.</param>
        /// <returns>A new module whose children are named "0", "1", …, owned by the caller.</returns>
        public Sequential Build(long seed, Initialization initialization = Initialization.PyTorch)
        {
            var network = architecture.BuildUninitialized();
            initialization.Apply(network, seed);
            return network;
        }

        /// <summary>The network with the weights of a module that was built of this architecture, also where they are not finite; they are copied.</summary>
        internal Relevance.Networks.Network ToNetwork(Sequential module) =>
            architecture.ToNetwork(name => NamedTensors.From(name, module.get_parameter(name)!).ToWeights());

        internal Sequential BuildUninitialized()
        {
            TorchRuntime.Initialize();
            var network = nn.Sequential(architecture.Layers.Select((layer, index) => ($"{index}", ModuleOf(layer))));
            // The caller disposes the module; a scope that happens to be open must not do it earlier.
            foreach (var parameter in network.parameters())
                parameter.DetachFromDisposeScope();
            return network;
        }
    }

    private static nn.Module<Tensor, Tensor> ModuleOf(LayerSpecification layer) => layer switch
    {
        LayerSpecification.Conv2d conv => nn.Conv2d(conv.InputChannels, conv.OutputChannels, conv.KernelSize, padding: conv.Padding),
        LayerSpecification.Linear linear => nn.Linear(linear.InputFeatures, linear.OutputFeatures),
        LayerSpecification.ReLU => nn.ReLU(),
        LayerSpecification.LeakyReLU leaky => nn.LeakyReLU(leaky.NegativeSlope),
        LayerSpecification.AvgPool2d pooling => nn.AvgPool2d(pooling.KernelSize),
        LayerSpecification.MaxPool2d pooling => nn.MaxPool2d(pooling.KernelSize),
        LayerSpecification.Flatten => nn.Flatten(),
        LayerSpecification.Dropout dropout => nn.Dropout(dropout.Probability),
        _ => throw new NotSupportedException($"The layer {layer} cannot be trained."),
    };
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

using Mnist.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mnist.ModelFiles;

/// <summary>Trained models from networks of libtorch, and the reverse.</summary>
public static class TrainedModels
{
    /// <summary>Copies the weights of a network.</summary>
    /// <param name="network">A network of the metadata's architecture; it is left as it is.</param>
    /// <param name="metadata">What is known about it.</param>
    /// <exception cref="ModelFileException">The network is not of that architecture, or has values that are not finite.</exception>
    public static TrainedModel From(Sequential network, ModelMetadata metadata) =>
        TrainedModel.From(network.state_dict().Select(entry => NamedTensors.From(entry.Key, entry.Value)), metadata);

    /// <summary>The model as a module of libtorch in evaluation mode; the caller disposes it.</summary>
    public static Sequential ToModule(this TrainedModel model)
    {
        using var noGrad = no_grad();
        var network = model.Metadata.Architecture.BuildUninitialized();
        foreach (var (name, parameter) in network.named_parameters())
        {
            using var values = model[name].ToTensor();
            parameter.copy_(values);
            parameter.requires_grad = false;
        }
        network.eval();
        return network;
    }
}

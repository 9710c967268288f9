using Relevance.Networks;
using Relevance.Torch.Reading;
using Relevance.Torch.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Relevance.Torch;

/// <summary>
/// Reads networks from TorchSharp modules. A network owns a copy of the weights: the module it was read from is never changed, and training it further does
/// not change the network.
/// </summary>
/// <example>
/// A residual block:
/// <code>
/// var b = new NetworkBuilder();
/// var x = b.Add("conv1", conv1, b.Input);
/// var y = b.Add("conv2", nn.Sequential(nn.ReLU(), conv2), x);
/// var sum = b.Sum("add", x, y);
/// Network network = b.Build(b.Add("classifier", nn.Sequential(nn.ReLU(), nn.Flatten(), linear), sum));
/// </code>
/// </example>
public static class TorchNetwork
{
    /// <summary>Reads a network from a TorchSharp module: a layer, or <c>Sequential</c>s of layers nested at will.</summary>
    /// <param name="module">The module; only read. Its mode (training or evaluation) makes no difference.</param>
    /// <remarks>
    /// Scores are logits: a softmax, its logarithm or a sigmoid as the very last layer is left out. Batch normalisation computes with its running
    /// statistics and is merged with the linear layer before it, else with the one after it, where that changes no score; the merged layer has the
    /// name of the linear one and a kind such as <c>Conv2d+BatchNorm2d</c>. A convolution that pads with values of its input becomes two layers,
    /// the padding with the name <c>name.padding</c>. For modules with branches there is <see cref="NetworkBuilder"/>.
    /// </remarks>
    /// <exception cref="UnsupportedLayerException">The module holds a layer that the library does not know.</exception>
    /// <exception cref="ArgumentException">The module holds no layer, or its weights are of several types, or neither Float32 nor Float64.</exception>
    public static Network From(nn.Module<Tensor, Tensor> module)
    {
        var builder = new NetworkBuilder();
        return builder.Build(AddLayers(builder, "", module, builder.Input, areLast: true));
    }

    extension(NetworkBuilder builder)
    {
        /// <summary>Adds a TorchSharp layer, or the layers of a <c>Sequential</c>; their weights are copied.</summary>
        /// <param name="name">The layer's name; the layers of a Sequential are called <c>name.child</c>.</param>
        /// <param name="module">The module; only read. Its mode (training or evaluation) makes no difference.</param>
        /// <param name="input">What feeds it.</param>
        /// <returns>The output of its last layer.</returns>
        /// <exception cref="UnsupportedLayerException">The module holds a layer that the library does not know.</exception>
        /// <exception cref="ArgumentException">
        /// The name is empty or there is a layer of that name, or the input is of another builder, or the module's weights are of several types, or neither
        /// Float32 nor Float64.
        /// </exception>
        public LayerOutput Add(string name, nn.Module<Tensor, Tensor> module, LayerOutput input)
        {
            ArgumentException.ThrowIfNullOrEmpty(name);
            return AddLayers(builder, name, module, input, areLast: false);
        }

        /// <summary>Adds the layers that compute the scores: as <c>Add</c>, but a softmax, its logarithm or a sigmoid at their end is left out.</summary>
        /// <param name="name">The layer's name; the layers of a Sequential are called <c>name.child</c>.</param>
        /// <param name="module">The module; only read.</param>
        /// <param name="input">What feeds it.</param>
        /// <returns>The scores.</returns>
        /// <exception cref="UnsupportedLayerException">The module holds a layer that the library does not know.</exception>
        /// <exception cref="ArgumentException">As for <c>Add</c>.</exception>
        public LayerOutput AddScores(string name, nn.Module<Tensor, Tensor> module, LayerOutput input)
        {
            ArgumentException.ThrowIfNullOrEmpty(name);
            return AddLayers(builder, name, module, input, areLast: true);
        }
    }

    private static LayerOutput AddLayers(NetworkBuilder builder, string path, nn.Module<Tensor, Tensor> module, LayerOutput input, bool areLast)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(input);
        TorchRuntime.Initialize();
        RequireOneType(module);
        var leaves = Leaves(path, module).ToList();
        if (areLast && leaves is [.., (_, Softmax { dim: 1 or -1 } or LogSoftmax { dim: 1 or -1 } or Sigmoid)])
            leaves.RemoveAt(leaves.Count - 1);
        foreach (var (name, leaf) in leaves)
        {
            var layers = LayerTable.Standard.Read(name, leaf);
            foreach (var (i, layer) in layers.Index())
                input = builder.Add(i == layers.Count - 1 ? name : $"{name}.padding", layer, input);
        }
        return input;
    }

    private static IEnumerable<(string Name, nn.Module Module)> Leaves(string path, nn.Module module)
    {
        // Not a subclass of it, which may compute anything in its forward. (The layers' own types are sealed.)
        if (module.GetType() != typeof(Sequential))
            return [(path.Length == 0 ? "0" : path, module)];
        return module.named_children().SelectMany(child => Leaves(path.Length == 0 ? child.name : $"{path}.{child.name}", child.module));
    }

    private static void RequireOneType(nn.Module module)
    {
        var types = module.parameters().Concat(module.buffers()).Where(weights => weights.is_floating_point()).Select(weights => weights.dtype).Distinct().ToArray();
        if (types is not ([] or [ScalarType.Float32 or ScalarType.Float64]))
            throw new ArgumentException($"The weights are of type {string.Join(" and ", types)}; convert the module to Float32 or Float64.");
    }
}

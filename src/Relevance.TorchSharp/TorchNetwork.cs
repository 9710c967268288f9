using Relevance.Networks;
using Relevance.Torch.Reading;
using Relevance.Torch.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Relevance.Torch;

/// <summary>
/// Reads networks from TorchSharp modules. A network has its own copy of the weights: the module is never changed, and training it further does not affect the
/// network.
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
    /// <summary>Reads a network from a TorchSharp module: a layer, or <c>Sequential</c>s of layers, nested to any depth.</summary>
    /// <param name="module">The module, which is not changed. Its mode (training or evaluation) does not matter.</param>
    /// <remarks>
    /// Scores are logits: a softmax, log-softmax or sigmoid is left out if it is the last layer. Batch normalisation uses its running statistics and is merged
    /// with the linear layer before it or, if that is not possible, after it, provided that no score changes; the merged layer has the name of the linear one
    /// and a kind such as <c>Conv2d+BatchNorm2d</c>. A convolution that pads with values of its input becomes two layers; the name of the padding is
    /// <c>name.padding</c>. For modules with branches, use <see cref="NetworkBuilder"/>.
    /// </remarks>
    /// <exception cref="UnsupportedLayerException">The module contains a layer that the library does not support.</exception>
    /// <exception cref="ArgumentException">The module contains no layer, or its weights are of several types, or neither Float32 nor Float64.</exception>
    public static Network From(nn.Module<Tensor, Tensor> module)
    {
        var builder = new NetworkBuilder();
        return builder.Build(AddLayers(builder, "", module, builder.Input, areLast: true));
    }

    extension(NetworkBuilder builder)
    {
        /// <summary>Adds a TorchSharp layer, or the layers of a <c>Sequential</c>; their weights are copied.</summary>
        /// <param name="name">The layer's name; the layers of a Sequential are called <c>name.child</c>.</param>
        /// <param name="module">The module, which is not changed. Its mode (training or evaluation) does not matter.</param>
        /// <param name="input">The output that it reads.</param>
        /// <returns>The output of its last layer.</returns>
        /// <exception cref="UnsupportedLayerException">The module contains a layer that the library does not support.</exception>
        /// <exception cref="ArgumentException">The name is empty or taken, or the input belongs to another builder, or the module's weights are of several
        /// types, or neither Float32 nor Float64.</exception>
        public LayerOutput Add(string name, nn.Module<Tensor, Tensor> module, LayerOutput input)
        {
            ArgumentException.ThrowIfNullOrEmpty(name);
            return AddLayers(builder, name, module, input, areLast: false);
        }

        /// <summary>Adds the layers that compute the scores, as <c>Add</c> does, but leaves out a softmax, log-softmax or sigmoid at their end.</summary>
        /// <param name="name">The layer's name; the layers of a Sequential are called <c>name.child</c>.</param>
        /// <param name="module">The module, which is not changed.</param>
        /// <param name="input">The output that it reads.</param>
        /// <returns>The scores.</returns>
        /// <exception cref="UnsupportedLayerException">The module contains a layer that the library does not support.</exception>
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

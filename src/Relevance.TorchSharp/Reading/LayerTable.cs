using Relevance.Networks.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Relevance.Torch.Reading;

/// <summary>What the library knows to read of TorchSharp's layers, by their exact type. A layer that is not here is an error.</summary>
internal sealed class LayerTable
{
    private readonly Dictionary<Type, Func<string, nn.Module, IReadOnlyList<Layer>>> readers = [];

    private LayerTable()
    {
        LinearReaders.AddTo(this);
        PoolingReaders.AddTo(this);
        PaddingReaders.AddTo(this);
        ActivationReaders.AddTo(this);
        ShapeReaders.AddTo(this);
    }

    internal static LayerTable Standard { get; } = new();

    /// <summary>Adds a layer that becomes one of ours.</summary>
    /// <param name="read">Given its name, for messages, and the module.</param>
    internal void Add<TModule>(Func<string, TModule, Layer> read)
        where TModule : nn.Module => readers.Add(typeof(TModule), (name, module) => [read(name, (TModule)module)]);

    /// <summary>Adds a layer that becomes several in a row.</summary>
    internal void AddChain<TModule>(Func<string, TModule, IReadOnlyList<Layer>> read)
        where TModule : nn.Module => readers.Add(typeof(TModule), (name, module) => read(name, (TModule)module));

    /// <summary>Reads one layer; the last of those returned is its own, any before it prepare its input.</summary>
    /// <exception cref="UnsupportedLayerException">The library does not know the layer, or not with these settings.</exception>
    internal IReadOnlyList<Layer> Read(string name, nn.Module module) => readers.TryGetValue(module.GetType(), out var read)
        ? read(name, module)
        : throw new UnsupportedLayerException(name, module.GetType(), module is Softmax or LogSoftmax or Softmax2d
            ? "a softmax is left out as the last layer, over the classes, since scores are logits (a NetworkBuilder does so in AddScores); elsewhere it is not supported."
            : $"the library does not know this layer. Known are {string.Join(", ", readers.Keys.Select(type => type.Name))}, and Sequential of these. " +
              "Branches are put together with a NetworkBuilder. Gradient methods explain any module: wrap it in an AutogradModel.");
}

using TorchSharp.Modules;
using Flatten = TorchSharp.Modules.Flatten;
using Identity = TorchSharp.Modules.Identity;
using Unflatten = TorchSharp.Modules.Unflatten;

namespace Relevance.Networks.Reading;

/// <summary>Changes of shape, and layers that do nothing once training is over.</summary>
internal static class ShapeReaders
{
    internal static void AddTo(LayerTable table)
    {
        table.Add<Flatten>((name, m) => m.start_dim != 0
            ? new Layers.Flatten(m.start_dim, m.end_dim)
            : throw new UnsupportedLayerException(name, m.GetType(), "it merges the batch with the image; let it start at axis 1."));
        table.Add<Unflatten>((name, m) => m.dim > 0
            ? new Layers.Unflatten(m.dim, m.unflattened_size)
            : throw new UnsupportedLayerException(name, m.GetType(), "the axis it splits must be given from the front and not be the batch, axis 0."));
        table.Add<Identity>((_, _) => new Layers.Identity("Identity"));
        table.Add<Dropout>((_, _) => new Layers.Identity("Dropout"));
        table.Add<Dropout1d>((_, _) => new Layers.Identity("Dropout1d"));
        table.Add<Dropout2d>((_, _) => new Layers.Identity("Dropout2d"));
        table.Add<Dropout3d>((_, _) => new Layers.Identity("Dropout3d"));
        table.Add<AlphaDropout>((_, _) => new Layers.Identity("AlphaDropout"));
        table.Add<FeatureAlphaDropout>((_, _) => new Layers.Identity("FeatureAlphaDropout"));
    }
}

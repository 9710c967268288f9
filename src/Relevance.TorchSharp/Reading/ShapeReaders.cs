using Relevance.Networks.Layers;
using TorchSharp.Modules;
using static Relevance.Torch.Reading.Lengths;

namespace Relevance.Torch.Reading;

/// <summary>Changes of shape, and layers that do nothing once training is over.</summary>
internal static class ShapeReaders
{
    internal static void AddTo(LayerTable table)
    {
        // Axes counted from the front have the batch before them; those counted from the back do not see it.
        table.Add<Flatten>((name, m) => m.start_dim != 0
            ? new FlattenLayer(WithoutBatch(m.start_dim), WithoutBatch(m.end_dim))
            : throw new UnsupportedLayerException(name, m.GetType(), "it merges the batch with the image; let it start at axis 1."));
        table.Add<Unflatten>((name, m) => m.dim > 0
            ? new UnflattenLayer((int)m.dim - 1, Shape(m.unflattened_size))
            : throw new UnsupportedLayerException(name, m.GetType(), "the axis it splits must be given from the front and not be the batch, axis 0."));
        table.Add<Identity>((_, _) => new IdentityLayer("Identity"));
        table.Add<Dropout>((_, _) => new IdentityLayer("Dropout"));
        table.Add<Dropout1d>((_, _) => new IdentityLayer("Dropout1d"));
        table.Add<Dropout2d>((_, _) => new IdentityLayer("Dropout2d"));
        table.Add<Dropout3d>((_, _) => new IdentityLayer("Dropout3d"));
        table.Add<AlphaDropout>((_, _) => new IdentityLayer("AlphaDropout"));
        table.Add<FeatureAlphaDropout>((_, _) => new IdentityLayer("FeatureAlphaDropout"));
    }

    private static int WithoutBatch(long axis) => (int)(axis > 0 ? axis - 1 : axis);
}

using MnistExplanation.Explaining;
using MnistExplanation.Interpreting;

namespace MnistExplanation.Studio.Engine;

/// <summary>The images that <c>interpret --output prototypes.npy</c> found for the embedded network, inside the program.</summary>
internal static class Prototypes
{
    /// <summary>Those of a network; null if it is not the embedded one, or none were built in.</summary>
    internal static IReadOnlyList<PrototypeVariant>? Of(LoadedModel model) => model.IsEmbedded ? Embedded.Value : null;

    private static readonly Lazy<IReadOnlyList<PrototypeVariant>?> Embedded = new(Read);

    private static IReadOnlyList<PrototypeVariant>? Read()
    {
        if (!EmbeddedAssets.Has(EmbeddedAssets.PrototypesFile))
            return null;
        var array = EmbeddedAssets.Array(EmbeddedAssets.PrototypesFile);
        var images = array.ToDoubles().Chunk((int)(array.Shape[2] * array.Shape[3])).Chunk((int)array.Shape[1]);
        return [.. images.Zip(Variant.All, (classes, variant) => new PrototypeVariant(variant.Name, variant.Title, classes))];
    }
}

/// <summary>An image of each class.</summary>
internal sealed record PrototypeVariant(string Name, string Title, IReadOnlyList<double[]> Images);

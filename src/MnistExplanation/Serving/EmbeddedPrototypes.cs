using MnistExplanation.Digits;
using MnistExplanation.Interpreting;
using Relevance.Studio;
using Relevance.Tool.Models;

namespace MnistExplanation.Serving;

/// <summary>The images that <c>interpret --output prototypes.npy</c> found for the embedded network, inside the program.</summary>
internal static class EmbeddedPrototypes
{
    /// <summary>Those of a network; none if it is not the embedded one, or none were built in.</summary>
    internal static IReadOnlyList<PrototypeVariant> Of(SafetensorsModel model) => model.IsEmbedded ? Embedded.Value : [];

    private static readonly Lazy<IReadOnlyList<PrototypeVariant>> Embedded = new(Read);

    private static IReadOnlyList<PrototypeVariant> Read()
    {
        if (!EmbeddedAssets.Has(EmbeddedAssets.PrototypesFile))
            return [];
        var array = EmbeddedAssets.Array(EmbeddedAssets.PrototypesFile);
        var images = array.ToDoubles().Chunk((int)(array.Shape[2] * array.Shape[3])).Chunk((int)array.Shape[1]);
        return [.. images.Zip(Variant.All, (classes, variant) => new PrototypeVariant(variant.Name, variant.Title, classes))];
    }
}

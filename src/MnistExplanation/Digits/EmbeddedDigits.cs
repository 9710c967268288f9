using Mnist.Data;
using Relevance.Tool.Console;
using Relevance.Tool.Models;

namespace MnistExplanation.Digits;

/// <summary>About a hundred digits of MNIST's test set that ship inside the program, ten of each class.</summary>
internal sealed class EmbeddedDigits
{
    private static readonly Lazy<EmbeddedDigits> Loaded = new(() => new EmbeddedDigits());

    private readonly Dictionary<int, int> places;

    private EmbeddedDigits()
    {
        var rows = EmbeddedAssets.Array(EmbeddedAssets.RowsFile).ToLongs();
        Indices = [.. rows.Where((_, i) => i % 2 == 0).Select(index => (int)index)];
        Images = new LabelledImages(
            EmbeddedAssets.Array(EmbeddedAssets.ImagesFile).ToBytes(),
            rows.Where((_, i) => i % 2 == 1).Select(label => (byte)label).ToArray());
        places = Indices.Select((index, place) => (index, place)).ToDictionary(pair => pair.index, pair => pair.place);
    }

    internal static EmbeddedDigits Instance => Loaded.Value;

    /// <summary>The place of each in the test set, ascending.</summary>
    internal IReadOnlyList<int> Indices { get; }

    internal LabelledImages Images { get; }

    /// <summary>All of them.</summary>
    internal ImageSet All() => DigitImages.OfTestSet(Images, Indices);

    /// <summary>The digits at those places of the test set, or null if one is not among the embedded ones.</summary>
    internal ImageSet? Find(IReadOnlyList<int> indices) => indices.All(places.ContainsKey)
        ? DigitImages.OfTestSet(Images.Select([.. indices.Select(index => places[index])]), indices)
        : null;

    /// <summary>The first test digit of each class.</summary>
    internal ImageSet FirstOfEachClass() => Find([.. DigitSample.FirstOfEachClass(Images).Select(place => Indices[place])])
        ?? throw new UserException("The embedded digits are incomplete.");
}

using System.Security.Cryptography;
using Mnist.Data;

namespace MnistExplanation.Evaluating;

/// <summary>The images on which explanations are judged.</summary>
/// <param name="Places">Their places in the test set, ascending.</param>
/// <param name="Images">The images.</param>
/// <param name="Pairs">Two of them side by side, for measures of localisation.</param>
internal sealed record JudgedImages(IReadOnlyList<int> Places, LabelledImages Images, DigitPairs Pairs)
{
    /// <summary>Draws some of the test set.</summary>
    internal static JudgedImages Draw(LabelledImages test, int count, int seed)
    {
        var places = Enumerable.Range(0, test.Count).ToArray();
        new Random(seed).Shuffle(places);
        int[] drawn = [.. places.Take(count).Order()];
        var images = test.Select(drawn);
        return new(drawn, images, DigitPairs.Of(images, seed));
    }

    /// <summary>SHA-256 of the pixels.</summary>
    internal static string HashOf(ReadOnlyMemory<byte> pixels) => Convert.ToHexStringLower(SHA256.HashData(pixels.Span));
}

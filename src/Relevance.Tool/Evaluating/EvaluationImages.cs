using Relevance.Tool.Models;

namespace Relevance.Tool.Evaluating;

/// <summary>The images on which explanations are judged.</summary>
/// <param name="Dataset">What they are from, by its name.</param>
/// <param name="Images">The images.</param>
/// <param name="Pairs">Images in which the truth is known, for measures of localisation; null where there are none.</param>
internal sealed record EvaluationImages(string Dataset, ImageSet Images, ObjectPairs? Pairs)
{
    /// <summary>The name of the data set in documents.</summary>
    internal string Id { get; init; } = Dataset;

    /// <summary>The place of each in the data set.</summary>
    internal IReadOnlyList<int> Places => Images.Indices ?? [.. Enumerable.Range(0, Images.Count)];

    /// <summary>The places of some images among all, drawn by seed, ascending.</summary>
    internal static int[] Draw(int all, int count, int seed)
    {
        var places = Enumerable.Range(0, all).ToArray();
        new Random(seed).Shuffle(places);
        return [.. places.Take(count).Order()];
    }
}

/// <summary>Images of two objects of different classes, asked for one of them.</summary>
/// <param name="Images">The images, labelled with the class that is asked for.</param>
/// <param name="Asked">Whether each pixel of each image belongs to the object that is asked for.</param>
internal sealed record ObjectPairs(ImageSet Images, IReadOnlyList<bool[]> Asked);

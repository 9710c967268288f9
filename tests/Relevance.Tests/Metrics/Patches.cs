namespace Relevance.Tests.Metrics;

/// <summary>Squares of images [2, 8, 8], cut off at the border.</summary>
/// <param name="Pixels">The pixels of a channel that belong to it.</param>
/// <param name="Sum">What the relevances inside sum to, over both channels.</param>
internal sealed record Patches(int[] Pixels, double Sum)
{
    /// <summary>All of them.</summary>
    public static Patches[] Of(int size, double[] relevance) =>
    [
        .. from pixel in Enumerable.Range(0, 64)
           group pixel by (pixel / 8 / size, pixel % 8 / size) into patch
           select new Patches([.. patch], patch.Sum(pixel => relevance[pixel]) + patch.Sum(pixel => relevance[64 + pixel])),
    ];
}

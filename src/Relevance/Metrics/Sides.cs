using Relevance.Maps;

namespace Relevance.Metrics;

/// <summary>Height and width of images, for measures that move something over them.</summary>
internal static class Sides
{
    /// <exception cref="ArgumentException">The images have no height and width.</exception>
    internal static (int Height, int Width) Of(Shape imageShape, string measure) => imageShape.Rank == 3
        ? (imageShape[1], imageShape[2])
        : throw new ArgumentException($"Measure '{measure}' asks for images [N, C, H, W]; these are [N, {string.Join(", ", imageShape)}].");
}

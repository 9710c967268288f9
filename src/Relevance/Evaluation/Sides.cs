namespace Relevance.Evaluation;

/// <summary>Height and width of images, for measures that move something over them.</summary>
internal static class Sides
{
    /// <exception cref="ArgumentException">The images have no height and width.</exception>
    internal static (int Height, int Width) Of(long[] imageShape, string measure) => imageShape is [_, var height, var width]
        ? ((int)height, (int)width)
        : throw new ArgumentException($"Measure '{measure}' asks for images [N, C, H, W]; these are [N, {string.Join(", ", imageShape)}].");
}

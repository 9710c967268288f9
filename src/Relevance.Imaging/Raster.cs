namespace Relevance.Imaging;

/// <summary>Pixels in memory: row by row from the top.</summary>
internal static class Raster
{
    /// <summary>The place of a pixel among all.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The pixel lies outside.</exception>
    internal static int Place(int x, int y, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(x);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(x, width);
        ArgumentOutOfRangeException.ThrowIfNegative(y);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(y, height);
        return y * width + x;
    }
}

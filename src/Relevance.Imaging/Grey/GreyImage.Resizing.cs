namespace Relevance.Imaging;

public sealed partial class GreyImage
{
    /// <summary>
    /// Changes the size so that every new pixel is the mean of the area that it covers, including fractions of pixels. Fine strokes become grey instead of
    /// vanishing.
    /// </summary>
    /// <param name="width">The new number of columns, at least 1.</param>
    /// <param name="height">The new number of rows, at least 1.</param>
    /// <returns>The resized image; levels are rounded to the nearest.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The width or height is less than 1.</exception>
    public GreyImage ResizeArea(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        // The area is a product of two lengths: first the rows shrink, then the columns.
        var narrow = new double[width * Height];
        for (int x = 0; x < width; x++)
        {
            foreach (var (source, weight) in Coverage(x, width, Width))
            {
                for (int y = 0; y < Height; y++)
                    narrow[y * width + x] += weight * pixels[y * Width + source];
            }
        }
        var result = new byte[width * height];
        for (int y = 0; y < height; y++)
        {
            var sums = new double[width];
            foreach (var (source, weight) in Coverage(y, height, Height))
            {
                for (int x = 0; x < width; x++)
                    sums[x] += weight * narrow[source * width + x];
            }
            for (int x = 0; x < width; x++)
                result[y * width + x] = (byte)Math.Round(sums[x]);
        }
        return new GreyImage(width, height, result);
    }

    // Which old pixels the new one covers along one side, with shares that add up to 1.
    private static IEnumerable<(int Source, double Weight)> Coverage(int target, int newLength, int oldLength)
    {
        double scale = (double)oldLength / newLength;
        double start = target * scale, end = (target + 1) * scale;
        for (int source = (int)start; source < oldLength && source < end; source++)
        {
            double covered = Math.Min(end, source + 1) - Math.Max(start, source);
            if (covered > 0)
                yield return (source, covered / scale);
        }
    }
}

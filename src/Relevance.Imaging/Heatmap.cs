namespace Relevance.Imaging;

/// <summary>Draws maps as pictures in which every value is a square of its colour.</summary>
public static class Heatmap
{
    private static readonly Rgb OutlineColor = new(0, 0, 0);

    /// <summary>Draws one map without any text.</summary>
    /// <param name="map">The map.</param>
    /// <param name="scale">Its colours; the scale of the map itself in <see cref="ColorMap.RedBlue"/> unless given.</param>
    /// <param name="factor">The side of a square in pixels, 1 or more.</param>
    /// <param name="outline">An image of the same size with intensities 0 … 1, whose edge (intensity ½) is drawn over the map as a thin line: it shows, for
    /// example, where a digit is.</param>
    /// <param name="outlineOpacity">The opacity of that line, from 0 to 1.</param>
    /// <returns>A picture of <c>factor</c> × the size of the map.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The factor is less than 1 or the opacity is outside 0 … 1.</exception>
    /// <exception cref="ArgumentException">The size of the outline differs from that of the map.</exception>
    public static Picture Render(Map map, ColorScale? scale = null, int factor = 8, Map? outline = null, double outlineOpacity = 0.45)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 1);
        if (!(outlineOpacity >= 0 && outlineOpacity <= 1))
            throw new ArgumentOutOfRangeException(nameof(outlineOpacity), outlineOpacity, "An opacity lies between 0 and 1.");
        if (outline is not null && (outline.Width, outline.Height) != (map.Width, map.Height))
            throw new ArgumentException(
                $"The outline has {outline.Width}×{outline.Height} pixels, the map {map.Width}×{map.Height}; they must agree.", nameof(outline));

        scale ??= ColorScale.For(map);
        int width = map.Width * factor, height = map.Height * factor;
        var rgba = new byte[4 * checked(width * height)];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                var color = scale.ColorOf(map.Values[y / factor * map.Width + x / factor]);
                if (outline is not null && OnEdge(outline, x, y, factor))
                    color = Rgb.Mix(color, OutlineColor, outlineOpacity);
                Put(rgba, 4 * (y * width + x), color);
            }
        }
        return new Picture(width, height, rgba);
    }

    // A pixel lies on the line if its square is inside the digit and the neighbour across the near border or corner is not.
    private static bool OnEdge(Map image, int x, int y, int factor)
    {
        int column = x / factor, row = y / factor;
        int dx = Side(x % factor, factor), dy = Side(y % factor, factor);
        return Inside(image, column, row)
            && !(Inside(image, column + dx, row) && Inside(image, column, row + dy) && Inside(image, column + dx, row + dy));
    }

    // Which border of its square a pixel touches: −1 the first, +1 the last, 0 none.
    private static int Side(int offset, int factor)
    {
        int thickness = Math.Max(1, factor / 8);
        return offset < thickness ? -1 : offset >= factor - thickness ? 1 : 0;
    }

    private static bool Inside(Map image, int column, int row) =>
        column >= 0 && row >= 0 && column < image.Width && row < image.Height && image.Values[row * image.Width + column] >= 0.5f;

    private static void Put(byte[] rgba, int offset, Rgb color) =>
        (rgba[offset], rgba[offset + 1], rgba[offset + 2], rgba[offset + 3]) = (color.R, color.G, color.B, 255);
}

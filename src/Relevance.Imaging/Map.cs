using System.Globalization;

namespace Relevance.Imaging;

/// <summary>One value per pixel: the relevance of an image, or its intensities. Immutable; all values are finite.</summary>
public sealed class Map
{
    private readonly float[] values;

    /// <summary>Creates a map; the values are copied.</summary>
    /// <param name="width">The number of columns, at least 1.</param>
    /// <param name="height">The number of rows, at least 1.</param>
    /// <param name="values">The <paramref name="width"/> × <paramref name="height"/> values, row by row from the top.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width or height is less than 1.</exception>
    /// <exception cref="ArgumentException">The number of values is wrong, or one is NaN or infinite; the message names its pixel.</exception>
    public Map(int width, int height, ReadOnlySpan<float> values)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (values.Length != (long)width * height)
            throw new ArgumentException(
                $"A map of {width}×{height} pixels needs {(long)width * height} values, not {values.Length}.", nameof(values));
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
                throw new ArgumentException(
                    $"The map has the value {values[i].ToString(CultureInfo.InvariantCulture)} at column {i % width}, row {i / width}; " +
                    "a picture needs finite values. Look for a division by zero or an overflow where the map was computed.", nameof(values));
        }
        Width = width;
        Height = height;
        this.values = values.ToArray();
        foreach (float value in values)
            MaxAbsolute = Math.Max(MaxAbsolute, Math.Abs(value));
    }

    /// <summary>Number of columns.</summary>
    public int Width { get; }

    /// <summary>Number of rows.</summary>
    public int Height { get; }

    /// <summary>The values, row by row from the top.</summary>
    public ReadOnlySpan<float> Values => values;

    /// <summary>The largest |value|; 0 for a map of zeros.</summary>
    public float MaxAbsolute { get; }

    /// <summary>The value of one pixel.</summary>
    /// <param name="x">Column, from 0 at the left.</param>
    /// <param name="y">Row, from 0 at the top.</param>
    /// <exception cref="ArgumentOutOfRangeException">The pixel lies outside the map.</exception>
    public float this[int x, int y] => values[Raster.Place(x, y, Width, Height)];

    /// <summary>Creates a map of intensities from bytes: 0 becomes 0, 255 becomes 1.</summary>
    /// <param name="width">The number of columns, at least 1.</param>
    /// <param name="height">The number of rows, at least 1.</param>
    /// <param name="pixels">The <paramref name="width"/> × <paramref name="height"/> bytes, row by row from the top.</param>
    /// <returns>The map, with values between 0 and 1.</returns>
    /// <exception cref="ArgumentException">The number of pixels is wrong.</exception>
    public static Map FromBytes(int width, int height, ReadOnlySpan<byte> pixels)
    {
        var values = new float[pixels.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = pixels[i] / 255f;
        return new Map(width, height, values);
    }

    /// <summary>
    /// The map in another size, by bilinear interpolation between the middles of its squares; beyond the outermost middles the value stays what it is there.
    /// </summary>
    internal Map ResizeSmoothly(int width, int height)
    {
        var resized = new float[checked(width * height)];
        for (int y = 0; y < height; y++)
        {
            var (top, bottom, down) = Between(y, height, Height);
            for (int x = 0; x < width; x++)
            {
                var (left, right, along) = Between(x, width, Width);
                double upper = values[top * Width + left] * (1 - along) + values[top * Width + right] * along;
                double lower = values[bottom * Width + left] * (1 - along) + values[bottom * Width + right] * along;
                resized[y * width + x] = (float)(upper * (1 - down) + lower * down);
            }
        }
        return new Map(width, height, resized);
    }

    // The two old pixels between whose middles the middle of the new one lies, and how far it is from the first.
    private static (int First, int Second, double Share) Between(int target, int newLength, int oldLength)
    {
        double place = Math.Clamp((target + 0.5) * oldLength / newLength - 0.5, 0, oldLength - 1);
        int first = (int)place;
        return (first, Math.Min(first + 1, oldLength - 1), place - first);
    }
}

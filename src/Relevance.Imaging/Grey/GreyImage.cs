namespace Relevance.Imaging;

/// <summary>An image of grey levels, 0 black to 255 white. Immutable: every operation gives a new image.</summary>
public sealed partial class GreyImage
{
    private readonly byte[] pixels;

    /// <summary>Copies the pixels of one image.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="pixels">Row by row from the top, <paramref name="width"/> × <paramref name="height"/> of them.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width or height is less than 1.</exception>
    /// <exception cref="ArgumentException">The number of pixels is wrong.</exception>
    public GreyImage(int width, int height, ReadOnlySpan<byte> pixels)
        : this(width, height, pixels.ToArray())
    {
    }

    private GreyImage(int width, int height, byte[] pixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (pixels.Length != (long)width * height)
            throw new ArgumentException($"An image of {width}×{height} needs {(long)width * height} pixels, not {pixels.Length}.", nameof(pixels));
        (Width, Height, this.pixels) = (width, height, pixels);
    }

    /// <summary>Number of columns.</summary>
    public int Width { get; }

    /// <summary>Number of rows.</summary>
    public int Height { get; }

    /// <summary>The grey levels, row by row from the top.</summary>
    public ReadOnlySpan<byte> Pixels => pixels;

    /// <summary>
    /// Reads a PNG, JPEG, WebP or BMP image of any colour type: transparency lies on white, colours become their luma (ITU-R BT.601),
    /// grey levels stay as they are, and a photograph is turned as its camera noted.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <returns>The image.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no such image, is damaged or truncated, or has more than 64 megapixels.</exception>
    public static GreyImage Decode(string path)
    {
        try
        {
            return ImageDecoder.Decode(ImageDecoder.ReadFile(path));
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"\"{path}\": {e.Message}", e);
        }
    }

    /// <summary>Reads an image from the bytes of its file; see <see cref="Decode(string)"/>.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <returns>The image.</returns>
    /// <exception cref="InvalidDataException">It is no such image, is damaged or truncated, or has more than 64 megapixels.</exception>
    public static GreyImage Decode(ReadOnlySpan<byte> bytes) => ImageDecoder.Decode(bytes);

    /// <summary>The intensities 0 … 1, ready for a <see cref="Panel"/>.</summary>
    public Map ToMap() => Map.FromBytes(Width, Height, pixels);

    /// <summary>Black becomes white and white black.</summary>
    public GreyImage Invert() => Convert(level => (byte)(255 - level));

    /// <summary>Cuts a part out.</summary>
    /// <param name="box">The part, inside the image.</param>
    /// <returns>An image of the size of the box.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The box is empty or reaches beyond the image.</exception>
    public GreyImage Crop(PixelBox box)
    {
        if (box.X < 0 || box.Y < 0 || box.Width < 1 || box.Height < 1 || (long)box.X + box.Width > Width || (long)box.Y + box.Height > Height)
            throw new ArgumentOutOfRangeException(nameof(box), box, $"The part must lie inside the image of {Width}×{Height} pixels.");
        var result = new byte[box.Width * box.Height];
        for (int y = 0; y < box.Height; y++)
            pixels.AsSpan((box.Y + y) * Width + box.X, box.Width).CopyTo(result.AsSpan(y * box.Width));
        return new GreyImage(box.Width, box.Height, result);
    }

    /// <summary>Shifts the content; what leaves the image is lost, what comes in is black.</summary>
    /// <param name="dx">Columns to the right; negative ones to the left.</param>
    /// <param name="dy">Rows down; negative ones up.</param>
    public GreyImage Translate(int dx, int dy) => OnField(Width, Height, dx, dy);

    /// <summary>The smallest part that holds every pixel brighter than a level; null if there is none.</summary>
    /// <param name="above">The level, 0 unless given.</param>
    public PixelBox? BoundingBox(byte above = 0)
    {
        int left = Width, right = -1, top = Height, bottom = -1;
        for (int i = 0; i < pixels.Length; i++)
        {
            if (pixels[i] <= above)
                continue;
            int x = i % Width, y = i / Width;
            (left, right) = (Math.Min(left, x), Math.Max(right, x));
            (top, bottom) = (Math.Min(top, y), Math.Max(bottom, y));
        }
        return right < 0 ? null : new PixelBox(left, top, right - left + 1, bottom - top + 1);
    }

    /// <summary>The mean position of the pixels, weighted by their level; a pixel's position is its column and row number.</summary>
    /// <exception cref="InvalidDataException">The image is black everywhere.</exception>
    public (double X, double Y) CenterOfMass()
    {
        double mass = 0, sumX = 0, sumY = 0;
        for (int i = 0; i < pixels.Length; i++)
        {
            mass += pixels[i];
            sumX += pixels[i] * (double)(i % Width);
            sumY += pixels[i] * (double)(i / Width);
        }
        return mass > 0 ? (sumX / mass, sumY / mass)
            : throw new InvalidDataException($"The image of {Width}×{Height} pixels is black everywhere and has no centre.");
    }

    /// <summary>The image on a black field with its corner at (dx, dy); what does not fit is lost.</summary>
    private GreyImage OnField(int width, int height, int dx, int dy)
    {
        var result = new byte[width * height];
        for (int y = Math.Max(0, -dy); y < Height && y + dy < height; y++)
        {
            for (int x = Math.Max(0, -dx); x < Width && x + dx < width; x++)
                result[(y + dy) * width + x + dx] = pixels[y * Width + x];
        }
        return new GreyImage(width, height, result);
    }

    private GreyImage Convert(Func<byte, byte> level) => new(Width, Height, Array.ConvertAll(pixels, value => level(value)));
}

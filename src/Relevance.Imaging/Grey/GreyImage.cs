namespace Relevance.Imaging;

/// <summary>An image of grey levels, 0 black to 255 white. Immutable: every operation returns a new image.</summary>
public sealed partial class GreyImage
{
    private readonly byte[] pixels;

    /// <summary>Creates an image; the pixels are copied.</summary>
    /// <param name="width">The number of columns, at least 1.</param>
    /// <param name="height">The number of rows, at least 1.</param>
    /// <param name="pixels">The <paramref name="width"/> × <paramref name="height"/> grey levels, row by row from the top.</param>
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
    /// Reads a PNG, JPEG, WebP or BMP image of any colour type: transparent pixels are drawn on white, colours are converted to luma (ITU-R BT.601), grey
    /// levels are kept, and a photograph is rotated according to its EXIF orientation.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <returns>The image.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file is not an image of these formats, is damaged or truncated, or has more than 64 megapixels.</exception>
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
    /// <exception cref="InvalidDataException">The file is not an image of these formats, is damaged or truncated, or has more than 64 megapixels.</exception>
    public static GreyImage Decode(ReadOnlySpan<byte> bytes) => ImageDecoder.Decode(bytes);

    /// <summary>Converts the image to a map of intensities from 0 to 1, as for a <see cref="Panel"/>.</summary>
    public Map ToMap() => Map.FromBytes(Width, Height, pixels);

    /// <summary>Inverts the grey levels: black becomes white and white black.</summary>
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

    /// <summary>Shifts the content; pixels shifted out of the image are lost, those shifted in are black.</summary>
    /// <param name="dx">Columns to the right; negative ones to the left.</param>
    /// <param name="dy">Rows down; negative ones up.</param>
    public GreyImage Translate(int dx, int dy) => OnField(Width, Height, dx, dy);

    /// <summary>Finds the smallest rectangle that contains every pixel brighter than a level; null if there is none.</summary>
    /// <param name="above">The level.</param>
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

    /// <summary>Computes the mean position of the pixels, weighted by their level; a pixel's position is its column and row number.</summary>
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

using System.Runtime.InteropServices;
using Relevance.Formats;
using SkiaSharp;

namespace Relevance.Imaging;

/// <summary>A picture of opaque colour pixels in memory. Immutable; need not be disposed.</summary>
public sealed class Picture
{
    private readonly byte[] pixels;

    internal Picture(int width, int height, byte[] rgba, int density = 1)
    {
        (Width, Height, pixels, Density) = (width, height, rgba, density);
    }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>
    /// The number of pixels per layout unit: 2 for figures, so that they are sharp on high-resolution screens and on paper. In a web page, show the picture
    /// with a width of <see cref="Width"/> / <see cref="Density"/> CSS pixels; a PNG file records 96 × density dots per inch.
    /// </summary>
    public int Density { get; }

    /// <summary>The colour of one pixel.</summary>
    /// <param name="x">Column, from 0 at the left.</param>
    /// <param name="y">Row, from 0 at the top.</param>
    /// <exception cref="ArgumentOutOfRangeException">The pixel lies outside the picture.</exception>
    public Rgb this[int x, int y]
    {
        get
        {
            int i = 4 * Raster.Place(x, y, Width, Height);
            return new Rgb(pixels[i], pixels[i + 1], pixels[i + 2]);
        }
    }

    /// <summary>Creates a picture pixel by pixel, for example a part or a smaller copy of another.</summary>
    /// <example>
    /// <code>
    /// var small = Picture.Of(224, 224, (x, y) =&gt; photograph[x * photograph.Width / 224, y * photograph.Height / 224]);
    /// </code>
    /// </example>
    /// <param name="width">The number of columns, at least 1.</param>
    /// <param name="height">The number of rows, at least 1.</param>
    /// <param name="color">Returns the colour at a column, from 0 at the left, and a row, from 0 at the top.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width or height is less than 1.</exception>
    public static Picture Of(int width, int height, Func<int, int, Rgb> color)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentNullException.ThrowIfNull(color);
        var rgba = new byte[4 * checked(width * height)];
        for (int i = 0; i < rgba.Length; i += 4)
        {
            var (r, g, b) = color(i / 4 % width, i / 4 / width);
            (rgba[i], rgba[i + 1], rgba[i + 2], rgba[i + 3]) = (r, g, b, 255);
        }
        return new Picture(width, height, rgba);
    }

    /// <summary>
    /// Reads a photograph: a PNG, JPEG, WebP or BMP file of any colour type. Transparent pixels are drawn on white, and the photograph is rotated according to
    /// its EXIF orientation.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file is not an image of these formats, is damaged or truncated, or has more than 64 megapixels.</exception>
    public static Picture Decode(string path)
    {
        try
        {
            return ImageDecoder.DecodeColors(ImageDecoder.ReadFile(path));
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"\"{path}\": {e.Message}", e);
        }
    }

    /// <summary>Reads a photograph from the bytes of its file; see <see cref="Decode(string)"/>.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <exception cref="InvalidDataException">The file is not an image of these formats, is damaged or truncated, or has more than 64 megapixels.</exception>
    public static Picture Decode(ReadOnlySpan<byte> bytes) => ImageDecoder.DecodeColors(bytes);

    /// <summary>Writes the picture as the bytes of a PNG file. The same picture always gives the same bytes.</summary>
    public byte[] ToPng() => Png.Encode(this);

    /// <summary>Writes the picture as a <c>data:image/png;base64,…</c> URI that can be embedded in a web page.</summary>
    public string ToDataUri() => "data:image/png;base64," + Convert.ToBase64String(ToPng());

    /// <summary>Writes the picture as a PNG file. The file is written atomically; its folder is created if missing.</summary>
    /// <param name="path">The file, replaced if it exists.</param>
    /// <exception cref="IOException">The file cannot be written; the message names it.</exception>
    /// <exception cref="UnauthorizedAccessException">The path may not be written to.</exception>
    public void Save(string path) => AtomicFile.Write(path, ToPng());

    /// <summary>Draws on a white canvas of the given size.</summary>
    internal static Picture Draw(int width, int height, int density, Action<SKCanvas> draw)
    {
        var info = new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul);
        using var bitmap = new SKBitmap(info);
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(SKColors.White);
            draw(canvas);
        }
        return new Picture(width, height, bitmap.GetPixelSpan().ToArray(), density);
    }

    /// <summary>Lends the pixels to Skia without a copy; the pixmap is valid only inside <paramref name="use"/>.</summary>
    internal T WithPixmap<T>(Func<SKPixmap, T> use)
    {
        var pin = GCHandle.Alloc(pixels, GCHandleType.Pinned);
        try
        {
            var info = new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
            using var pixmap = new SKPixmap(info, pin.AddrOfPinnedObject(), info.RowBytes);
            return use(pixmap);
        }
        finally
        {
            pin.Free();
        }
    }
}

using System.Runtime.InteropServices;
using SkiaSharp;

namespace Relevance.Imaging;

/// <summary>Reads untrusted image files: every defect is an <see cref="InvalidDataException"/>.</summary>
internal static class ImageDecoder
{
    internal const int MaxPixels = 64_000_000;
    private const int MaxBytes = 4 * MaxPixels; // an uncompressed image of that many pixels

    private static readonly SKEncodedImageFormat[] Formats =
        [SKEncodedImageFormat.Png, SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Webp, SKEncodedImageFormat.Bmp];

    internal static byte[] ReadFile(string path)
    {
        using var stream = File.OpenRead(path);
        if (stream.Length > MaxBytes)
            throw new InvalidDataException($"The file has {stream.Length:N0} bytes; an image may have {MaxBytes:N0}.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    internal static GreyImage Decode(ReadOnlySpan<byte> bytes)
    {
        var (pixels, width, height) = Decode(bytes, ToGrey);
        return new GreyImage(width, height, pixels);
    }

    internal static Picture DecodeColors(ReadOnlySpan<byte> bytes)
    {
        var (pixels, width, height) = Decode(bytes, ToOpaque);
        return new Picture(width, height, MemoryMarshal.AsBytes(pixels.AsSpan()).ToArray());
    }

    private static (T[] Pixels, int Width, int Height) Decode<T>(ReadOnlySpan<byte> bytes, Func<SKBitmap, T[]> convert)
    {
        using var data = SKData.CreateCopy(bytes);
        using var codec = SKCodec.Create(data);
        if (codec is null || !Formats.Contains(codec.EncodedFormat))
            throw new InvalidDataException(
                $"The {bytes.Length:N0} bytes are not an image in the format PNG, JPEG, WebP or BMP, or its header is damaged.");
        int width = codec.Info.Width, height = codec.Info.Height;
        // Before anything is decoded: a few bytes can announce an image that fills the memory.
        if ((long)width * height is < 1 or > MaxPixels)
            throw new InvalidDataException(
                $"The image says it has {width}×{height} pixels; {MaxPixels:N0} pixels are allowed. Make it smaller.");

        using var bitmap = new SKBitmap();
        // No colour space: levels are taken as they are written, so that a grey image comes back unchanged.
        if (!bitmap.TryAllocPixels(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul)))
            throw new InvalidDataException($"There is not enough memory for the image of {width}×{height} pixels.");
        var result = codec.GetPixels(bitmap.Info, bitmap.GetPixels());
        if (result != SKCodecResult.Success)
            throw new InvalidDataException(result == SKCodecResult.IncompleteInput
                ? $"The image of {width}×{height} pixels ends too early, after {bytes.Length:N0} bytes; it is truncated."
                : $"The image of {width}×{height} pixels is damaged and cannot be decoded.");
        return Upright(convert(bitmap), width, height, codec.EncodedOrigin);
    }

    private static byte[] ToGrey(SKBitmap bitmap)
    {
        var rgba = bitmap.GetPixelSpan();
        var grey = new byte[bitmap.Width * bitmap.Height];
        for (int i = 0; i < grey.Length; i++)
        {
            int luma = 299 * rgba[4 * i] + 587 * rgba[4 * i + 1] + 114 * rgba[4 * i + 2], alpha = rgba[4 * i + 3];
            grey[i] = (byte)((alpha * luma + (255 - alpha) * 255_000 + 127_500) / 255_000);
        }
        return grey;
    }

    // On white, four bytes to a pixel.
    private static int[] ToOpaque(SKBitmap bitmap)
    {
        var rgba = bitmap.GetPixelSpan();
        var opaque = new byte[rgba.Length];
        for (int i = 0; i < opaque.Length; i++)
        {
            int alpha = rgba[i | 3];
            opaque[i] = i % 4 == 3 ? (byte)255 : (byte)((alpha * rgba[i] + (255 - alpha) * 255 + 127) / 255);
        }
        return MemoryMarshal.Cast<byte, int>(opaque).ToArray();
    }

    // The eight orientations of the Exif standard (CIPA DC-008, tag 274): where the first row and column of the file lie.
    private static (T[] Pixels, int Width, int Height) Upright<T>(T[] pixels, int width, int height, SKEncodedOrigin origin)
    {
        if (origin == SKEncodedOrigin.TopLeft)
            return (pixels, width, height);
        bool swapped = origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        int newWidth = swapped ? height : width, newHeight = swapped ? width : height;
        var result = new T[pixels.Length];
        for (int y = 0; y < newHeight; y++)
        {
            for (int x = 0; x < newWidth; x++)
            {
                var (sourceX, sourceY) = origin switch
                {
                    SKEncodedOrigin.TopRight => (width - 1 - x, y),
                    SKEncodedOrigin.BottomRight => (width - 1 - x, height - 1 - y),
                    SKEncodedOrigin.BottomLeft => (x, height - 1 - y),
                    SKEncodedOrigin.LeftTop => (y, x),
                    SKEncodedOrigin.RightTop => (y, height - 1 - x),
                    SKEncodedOrigin.RightBottom => (width - 1 - y, height - 1 - x),
                    _ => (width - 1 - y, x), // LeftBottom
                };
                result[y * newWidth + x] = pixels[sourceY * width + sourceX];
            }
        }
        return (result, newWidth, newHeight);
    }
}

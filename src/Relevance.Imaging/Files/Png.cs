using System.Buffers.Binary;
using System.Text;
using SkiaSharp;

namespace Relevance.Imaging;

/// <summary>Pictures as PNG bytes, with their density, which Skia's own encoder leaves out.</summary>
internal static class Png
{
    private const int HeaderEnd = 8 + 25; // the signature and the IHDR chunk, after which pHYs may stand (PNG specification, 5.6)

    internal static byte[] Encode(Picture picture)
    {
        // Enlarged squares and flat areas repeat the row above: this one filter packs as well as trying all, three times as fast.
        var options = new SKPngEncoderOptions(SKPngEncoderFilterFlags.Up, 6);
        byte[] png = picture.WithPixmap(pixmap =>
        {
            using var data = pixmap.Encode(options) ?? throw new InvalidOperationException(
                $"A picture of {picture.Width}×{picture.Height} pixels could not be encoded as PNG.");
            return data.ToArray();
        });
        return [.. png.AsSpan(0, HeaderEnd), .. Density(picture.Density), .. png.AsSpan(HeaderEnd)];
    }

    private static byte[] Density(int density)
    {
        uint perMetre = (uint)Math.Round(96 * density / 0.0254);
        var chunk = new byte[21];
        BinaryPrimitives.WriteUInt32BigEndian(chunk, 9);
        Encoding.ASCII.GetBytes("pHYs", chunk.AsSpan(4));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8), perMetre);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(12), perMetre);
        chunk[16] = 1; // the unit is the metre
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(17), Crc(chunk.AsSpan(4, 13)));
        return chunk;
    }

    // CRC-32 as the PNG specification defines it (annex D), bit by bit: 13 bytes need no table.
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
        }
        return ~crc;
    }
}

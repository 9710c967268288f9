using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Relevance.Imaging.Tests;

/// <summary>Writes image files of kinds that no encoder here writes: PNG of every colour type and depth, BMP, JPEG with an orientation.</summary>
internal static class RawImage
{
    /// <summary>Rows are packed bytes; the colour type is 0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGBA.</summary>
    internal static byte[] Png(int width, int height, int bitDepth, int colorType, byte[][] rows, byte[]? palette = null, byte[]? gamma = null)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = ((byte)bitDepth, (byte)colorType);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            foreach (byte[] row in rows)
            {
                zlib.WriteByte(0);
                zlib.Write(row);
            }
        }
        return [0x89, .. "PNG\r\n\x1a\n"u8, .. Chunk("IHDR", header), .. gamma is null ? [] : Chunk("gAMA", gamma),
            .. palette is null ? [] : Chunk("PLTE", palette), .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", [])];
    }

    /// <summary>An uncompressed BMP of 24 bits per pixel, black.</summary>
    internal static byte[] Bmp(int width, int height)
    {
        int stride = (3 * width + 3) / 4 * 4;
        var file = new byte[54 + stride * height];
        "BM"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2), file.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), 54);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(14), 40);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), height);
        (file[26], file[28]) = (1, 24);
        return file;
    }

    /// <summary>Adds the Exif tag of the orientation (1–8) to a JPEG.</summary>
    internal static byte[] WithOrientation(byte[] jpeg, byte orientation)
    {
        byte[] tiff = [.. "MM"u8, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
        byte[] exif = [.. "Exif"u8, 0, 0, .. tiff];
        return [.. jpeg.AsSpan(0, 2), 0xFF, 0xE1, (byte)((exif.Length + 2) >> 8), (byte)(exif.Length + 2), .. exif, .. jpeg.AsSpan(2)];
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        var chunk = new byte[data.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
        data.CopyTo(chunk, 8);
        uint crc = uint.MaxValue;
        foreach (byte value in chunk.AsSpan(4, data.Length + 4))
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ (0xEDB88320 & (uint)-(int)(crc & 1));
        }
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(data.Length + 8), ~crc);
        return chunk;
    }
}

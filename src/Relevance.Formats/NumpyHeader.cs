using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Relevance.Formats;

/// <summary>
/// The header of a .npy file: magic, version, and a Python dictionary of element type, order and shape
/// (format versions 1.0 and 2.0 of NumPy's <c>numpy.lib.format</c>).
/// </summary>
internal sealed partial record NumpyHeader(NumpyElementType ElementType, long[] Shape)
{
    /// <summary>NumPy itself refuses longer headers; a plain array needs far less.</summary>
    private const int LongestText = 10_000;
    private const int LargestRank = 32;
    private const int Alignment = 64;

    private static readonly (NumpyElementType Type, string Name, int Size)[] Types =
    [
        (NumpyElementType.UInt8, "|u1", 1),
        (NumpyElementType.Int32, "<i4", 4),
        (NumpyElementType.Int64, "<i8", 8),
        (NumpyElementType.Float32, "<f4", 4),
        (NumpyElementType.Float64, "<f8", 8),
    ];

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    internal int ElementSize => Array.Find(Types, t => t.Type == ElementType).Size;

    /// <summary>The number of elements, or null if one array cannot hold them.</summary>
    internal int? CountElements()
    {
        // An axis of length 0 counts as 1 in the limit, or the other axes could have any length.
        var limit = (long)Array.MaxLength / ElementSize;
        long bound = 1;
        foreach (var length in Shape)
        {
            if (length < 0 || length > limit / bound)
                return null;
            bound *= Math.Max(length, 1);
        }
        return Shape.Contains(0) ? 0 : (int)bound;
    }

    /// <summary>Reads the header and leaves the stream at the first element.</summary>
    /// <exception cref="InvalidDataException">The header is not one of a plain little-endian array in C order.</exception>
    internal static NumpyHeader Read(Stream stream)
    {
        Span<byte> start = stackalloc byte[12];
        if (stream.ReadAtLeast(start[..8], 8, throwOnEndOfStream: false) < 8 || !start.StartsWith(Magic))
            throw new InvalidDataException("it does not begin as a .npy file does");
        var version = start[6];
        if (version is not (1 or 2))
            throw new InvalidDataException($"its format version is {version}.{start[7]}; versions 1 and 2 are read");
        var lengthSize = version == 1 ? 2 : 4;
        ReadExactly(stream, start.Slice(8, lengthSize));
        var length = version == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(start[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(start[8..]);
        if (length > LongestText)
            throw new InvalidDataException($"its header is {length} bytes long; at most {LongestText} are read");
        var text = new byte[length];
        ReadExactly(stream, text);
        return Parse(Encoding.Latin1.GetString(text));
    }

    /// <summary>The header as bytes in version 1.0, padded so that the elements begin at a multiple of 64 as NumPy's do.</summary>
    internal byte[] ToBytes()
    {
        var name = Array.Find(Types, t => t.Type == ElementType).Name;
        var shape = string.Join(", ", Shape) + (Shape.Length == 1 ? "," : "");
        var text = $"{{'descr': '{name}', 'fortran_order': False, 'shape': ({shape}), }}";
        var prefix = Magic.Length + 4;
        var total = (prefix + text.Length + 1 + Alignment - 1) / Alignment * Alignment;
        var bytes = new byte[total];
        Magic.CopyTo(bytes);
        bytes[6] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), (ushort)(total - prefix));
        Encoding.ASCII.GetBytes(text.PadRight(total - prefix - 1) + "\n", bytes.AsSpan(prefix));
        return bytes;
    }

    private static NumpyHeader Parse(string text)
    {
        var entries = ParseDictionary(text.Trim());
        if (entries["fortran_order"] != "False")
            throw new InvalidDataException("it is in Fortran order; save it with numpy.ascontiguousarray");
        var descr = entries["descr"].Trim('\'', '"');
        var type = Array.FindIndex(Types, t => t.Name == descr || (t.Size == 1 && descr == "<u1"));
        if (type < 0)
            throw new InvalidDataException($"its element type is {descr}; those that are read are {string.Join(", ", Types.Select(t => t.Name))}");
        return new NumpyHeader(Types[type].Type, ParseShape(entries["shape"]));
    }

    private static Dictionary<string, string> ParseDictionary(string text)
    {
        var entries = new Dictionary<string, string>();
        if (text is ['{', .. var inner, '}'])
        {
            var position = 0;
            for (var entry = Entry().Match(inner); entry.Success; entry = entry.NextMatch())
            {
                entries[entry.Groups["key"].Value] = entry.Groups["value"].Value;
                position = entry.Index + entry.Length;
            }
            if (position == inner.TrimEnd().Length && entries.Count == 3)
                return entries;
        }
        throw new InvalidDataException($"its header is not understood: {text[..Math.Min(text.Length, 200)]}");
    }

    private static long[] ParseShape(string tuple)
    {
        var lengths = tuple.Trim('(', ')', ' ').Split(',', StringSplitOptions.TrimEntries);
        if (lengths[^1].Length == 0)
            lengths = lengths[..^1];
        if (lengths.Length > LargestRank)
            throw new InvalidDataException($"it has {lengths.Length} axes; at most {LargestRank} are read");
        var shape = new long[lengths.Length];
        for (var i = 0; i < shape.Length; i++)
            if (!long.TryParse(lengths[i], NumberStyles.None, CultureInfo.InvariantCulture, out shape[i]))
                throw new InvalidDataException($"its shape is not understood: {tuple[..Math.Min(tuple.Length, 200)]}");
        return shape;
    }

    private static void ReadExactly(Stream stream, Span<byte> bytes)
    {
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw new InvalidDataException("it ends within its header");
    }

    /// <summary>One entry of the dictionary; a list as value (a structured type) is recognised so that it can be named in the error.</summary>
    [GeneratedRegex("""\G\s*['"](?<key>descr|fortran_order|shape)['"]\s*:\s*(?<value>'[^']*'|"[^"]*"|\[.*\]|True|False|\([0-9,\s]*\))\s*(,|$)""")]
    private static partial Regex Entry();
}

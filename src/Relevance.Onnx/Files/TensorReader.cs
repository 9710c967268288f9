using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using Relevance.Onnx.Graphs;
using Relevance.Onnx.Schema;
using DataType = Relevance.Onnx.Schema.TensorProto.Types.DataType;

namespace Relevance.Onnx.Files;

/// <summary>Reads constants: from the file itself, as raw bytes or as lists of numbers, or from a file beside it.</summary>
/// <param name="folder">The folder of the ONNX file.</param>
internal sealed class TensorReader(string folder)
{
    private const long Largest = 1L << 31;

    /// <summary>The constant; null for texts, which no network here needs.</summary>
    /// <exception cref="GraphException">The tensor is damaged, or of a type that is not read.</exception>
    internal Constant? Read(TensorProto tensor)
    {
        try
        {
            return ReadNumbers(tensor);
        }
        catch (GraphException e)
        {
            throw new GraphException($"Constant '{tensor.Name}': {e.Message}", e);
        }
    }

    private Constant? ReadNumbers(TensorProto tensor)
    {
        var type = (DataType)tensor.DataType;
        if (type == DataType.String)
            return null;
        if (tensor.Dims.Any(length => length < 0) || tensor.Dims.Aggregate((Int128)1, (product, length) => product * length) > Largest)
            throw new GraphException($"the shape [{string.Join(", ", tensor.Dims)}] is not possible.");
        ImmutableArray<int> lengths = [.. tensor.Dims.Select(length => (int)length)];
        if (tensor.DataLocation == TensorProto.Types.DataLocation.External)
            return FromBytes(type, External(tensor), lengths);
        return tensor.HasRawData ? FromBytes(type, tensor.RawData.Span, lengths) : FromLists(type, tensor, lengths);
    }

    private static Constant FromBytes(DataType type, ReadOnlySpan<byte> bytes, ImmutableArray<int> lengths) => type switch
    {
        DataType.Float => Constant.Of(Each(bytes, 4, BinaryPrimitives.ReadSingleLittleEndian), lengths),
        DataType.Double => Constant.Of(Each(bytes, 8, BinaryPrimitives.ReadDoubleLittleEndian), lengths),
        DataType.Float16 => Constant.Of(Each(bytes, 2, static at => (float)BinaryPrimitives.ReadHalfLittleEndian(at)), lengths),
        DataType.Bfloat16 => Constant.Of(Each(bytes, 2, static at => OfBfloat(BinaryPrimitives.ReadUInt16LittleEndian(at))), lengths),
        DataType.Int64 => Constant.Of(Each(bytes, 8, BinaryPrimitives.ReadInt64LittleEndian), lengths),
        DataType.Int32 => Constant.Of(Each(bytes, 4, static at => (long)BinaryPrimitives.ReadInt32LittleEndian(at)), lengths),
        DataType.Uint32 => Constant.Of(Each(bytes, 4, static at => (long)BinaryPrimitives.ReadUInt32LittleEndian(at)), lengths),
        DataType.Uint64 => Constant.Of(Each(bytes, 8, static at => checked((long)BinaryPrimitives.ReadUInt64LittleEndian(at))), lengths),
        DataType.Int16 => Constant.Of(Each(bytes, 2, static at => (long)BinaryPrimitives.ReadInt16LittleEndian(at)), lengths),
        DataType.Uint16 => Constant.Of(Each(bytes, 2, static at => (long)BinaryPrimitives.ReadUInt16LittleEndian(at)), lengths),
        DataType.Int8 => Constant.Of(Each(bytes, 1, static at => (long)(sbyte)at[0]), lengths),
        DataType.Uint8 or DataType.Bool => Constant.Of(Each(bytes, 1, static at => (long)at[0]), lengths),
        _ => throw Unknown(type),
    };

    private static Constant FromLists(DataType type, TensorProto tensor, ImmutableArray<int> lengths) => type switch
    {
        DataType.Float => Constant.Of([.. tensor.FloatData], lengths),
        DataType.Double => Constant.Of([.. tensor.DoubleData], lengths),
        // Half precision stands as patterns of 16 bits.
        DataType.Float16 => Constant.Of([.. tensor.Int32Data.Select(bits => (float)BitConverter.UInt16BitsToHalf((ushort)bits))], lengths),
        DataType.Bfloat16 => Constant.Of([.. tensor.Int32Data.Select(bits => OfBfloat((ushort)bits))], lengths),
        DataType.Int64 => Constant.Of([.. tensor.Int64Data], lengths),
        DataType.Uint32 or DataType.Uint64 => Constant.Of([.. tensor.Uint64Data.Select(number => checked((long)number))], lengths),
        DataType.Int32 or DataType.Int16 or DataType.Int8 or DataType.Uint16 or DataType.Uint8 or DataType.Bool => Constant.Of([.. tensor.Int32Data.Select(number => (long)number)], lengths),
        _ => throw Unknown(type),
    };

    private static T[] Each<T>(ReadOnlySpan<byte> bytes, int width, ReadNumber<T> read)
    {
        if (bytes.Length % width != 0)
            throw new GraphException($"{bytes.Length} bytes are not a whole number of values of {width} bytes.");
        var values = new T[bytes.Length / width];
        for (var i = 0; i < values.Length; i++)
            values[i] = read(bytes.Slice(i * width, width));
        return values;
    }

    private static float OfBfloat(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);

    /// <summary>The bytes in a file beside the ONNX file, and nowhere else: a file from a stranger must not make this program read what it likes.</summary>
    private byte[] External(TensorProto tensor)
    {
        var where = tensor.ExternalData.GroupBy(entry => entry.Key).ToDictionary(group => group.Key, group => group.Last().Value);
        if (!where.TryGetValue("location", out var location) || location.Length == 0)
            throw new GraphException("it does not say in which file its values are.");
        var path = Path.GetFullPath(Path.Combine(folder, location));
        if (Path.IsPathRooted(location) || !path.StartsWith(folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new GraphException($"its values are said to be in '{location}', which is not in the folder of the model; such a file is not read.");
        if (!File.Exists(path))
            throw new GraphException($"its values are in '{location}', which is not beside the model. Copy the file there.");
        if (File.ResolveLinkTarget(path, returnFinalTarget: true) is not null)
            throw new GraphException($"its values are in '{location}', which is a link; such a file is not read.");
        using var file = File.OpenRead(path);
        var offset = Number("offset", 0);
        var length = Number("length", file.Length - offset);
        if (offset < 0 || length < 0 || length > Largest || offset + length > file.Length)
            throw new GraphException($"'{location}' has {file.Length} bytes and does not hold bytes {offset} to {offset + length}. Is the file whole?");
        var bytes = new byte[length];
        file.Seek(offset, SeekOrigin.Begin);
        file.ReadExactly(bytes);
        return bytes;

        long Number(string key, long standard) => !where.TryGetValue(key, out var text) ? standard
            : long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number
            : throw new GraphException($"its {key} in '{location}' is '{text}', which is not a number.");
    }

    private static GraphException Unknown(DataType type) => new($"its numbers are of the type {type}, which is not read.");

    private delegate T ReadNumber<T>(ReadOnlySpan<byte> bytes);
}

using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json;

namespace Relevance.Formats;

/// <summary>Reads safetensors files without trusting them: the header is checked against the actual bytes before any values are read.</summary>
internal static class SafetensorsReader
{
    private const int LargestHeader = 100_000_000;
    private const int LargestRank = 16;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    private sealed record Entry(string Name, string Type, ImmutableArray<long> Shape, int Start, int End);

    /// <exception cref="InvalidDataException">The bytes are not a valid file of floating-point tensors; the message says why.</exception>
    internal static Safetensors Read(ReadOnlyMemory<byte> file)
    {
        if (file.Length < Safetensors.LengthSize)
            throw new InvalidDataException($"It has {file.Length} bytes, too few for the header's length.");
        var headerLength = BinaryPrimitives.ReadUInt64LittleEndian(file.Span);
        if (headerLength > LargestHeader || (int)headerLength > file.Length - Safetensors.LengthSize)
            throw new InvalidDataException($"Its header is said to have {headerLength:N0} bytes, the file has {file.Length:N0}: it is truncated, or no safetensors file.");
        var header = file.Slice(Safetensors.LengthSize, (int)headerLength);
        var data = file[(Safetensors.LengthSize + (int)headerLength)..];
        try
        {
            return Read(header, data);
        }
        // InvalidOperationException: a JSON text whose escapes are no valid Unicode.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"Its header is not valid JSON: {e.Message}", e);
        }
    }

    private static Safetensors Read(ReadOnlyMemory<byte> header, ReadOnlyMemory<byte> data)
    {
        using var json = JsonDocument.Parse(header, Strict);
        if (json.RootElement.ValueKind != JsonValueKind.Object)
            throw new InvalidDataException("Its header is not a JSON object.");
        var metadata = Safetensors.NoMetadata;
        var entries = new List<Entry>();
        foreach (var property in json.RootElement.EnumerateObject())
        {
            if (property.Name == Safetensors.MetadataKey)
                metadata = ReadMetadata(property.Value);
            else
                entries.Add(ReadEntry(property.Name, property.Value, data.Length));
        }
        CheckThatEntriesFill(entries, data.Length);
        return new(metadata, [.. entries.OrderBy(e => e.Name, StringComparer.Ordinal).Select(e => ReadValues(e, data.Span[e.Start..e.End]))]);
    }

    private static ImmutableSortedDictionary<string, string> ReadMetadata(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || element.EnumerateObject().Any(p => p.Value.ValueKind != JsonValueKind.String))
            throw new InvalidDataException($"Its {Safetensors.MetadataKey} is not a JSON object of texts.");
        return Safetensors.NoMetadata.AddRange(element.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, p.Value.GetString()!)));
    }

    private static Entry ReadEntry(string name, JsonElement element, int dataLength)
    {
        if (element.ValueKind != JsonValueKind.Object
            || !element.TryGetProperty("dtype", out var type) || type.ValueKind != JsonValueKind.String
            || !element.TryGetProperty("shape", out var shape) || ReadIntegers(shape) is not { } sizes || sizes.Length > LargestRank
            || !element.TryGetProperty("data_offsets", out var offsets) || ReadIntegers(offsets) is not [var start, var end])
            throw new InvalidDataException($"Its tensor '{name}' lacks a valid dtype, shape or data_offsets.");
        if (start > end || end > dataLength)
            throw new InvalidDataException($"Its tensor '{name}' lies at bytes {start} to {end} of {dataLength}: the file is truncated or corrupt.");
        var typeName = type.GetString()!;
        var expected = ElementSize(typeName, name) * Count(sizes, name);
        if (end - start != expected)
            throw new InvalidDataException($"Its tensor '{name}' of {typeName} [{string.Join(", ", sizes)}] needs {expected} bytes and has {end - start}.");
        return new(name, typeName, sizes, (int)start, (int)end);
    }

    private static ImmutableArray<long>? ReadIntegers(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Array)
            return null;
        var numbers = ImmutableArray.CreateBuilder<long>();
        foreach (var item in element.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out var number) || number < 0)
                return null;
            numbers.Add(number);
        }
        return numbers.ToImmutable();
    }

    private static long Count(ImmutableArray<long> shape, string name)
    {
        try
        {
            // A zero would hide the overflow of the other sizes.
            _ = shape.Where(size => size != 0).Aggregate(16L, (product, size) => checked(product * size));
            return shape.Aggregate(1L, (product, size) => product * size);
        }
        catch (OverflowException e)
        {
            throw new InvalidDataException($"Its tensor '{name}' has an impossible shape [{string.Join(", ", shape)}].", e);
        }
    }

    private static int ElementSize(string type, string name) => type switch
    {
        "F64" => 8,
        "F32" => 4,
        "F16" or "BF16" => 2,
        _ => throw new InvalidDataException($"Its tensor '{name}' has the type {type}; only F32, F64, F16 and BF16 are read."),
    };

    private static void CheckThatEntriesFill(IEnumerable<Entry> entries, int dataLength)
    {
        var position = 0;
        foreach (var entry in entries.OrderBy(e => e.Start).ThenBy(e => e.End))
        {
            if (entry.Start != position)
                throw new InvalidDataException($"Its tensor '{entry.Name}' begins at byte {entry.Start}, the one before it ends at {position}: they overlap or leave a gap.");
            position = entry.End;
        }
        if (position != dataLength)
            throw new InvalidDataException($"Its tensors end at byte {position} of {dataLength}: the file is truncated or has bytes that belong to nothing.");
    }

    private static NamedTensor ReadValues(Entry entry, ReadOnlySpan<byte> bytes)
    {
        var size = ElementSize(entry.Type, entry.Name);
        var values = new float[bytes.Length / size];
        for (var i = 0; i < values.Length; i++)
        {
            var element = bytes.Slice(i * size, size);
            values[i] = entry.Type switch
            {
                "F64" => (float)BinaryPrimitives.ReadDoubleLittleEndian(element),
                "F32" => BinaryPrimitives.ReadSingleLittleEndian(element),
                "F16" => (float)BinaryPrimitives.ReadHalfLittleEndian(element),
                // BF16 is the upper half of a float32.
                _ => BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(element) << 16),
            };
            if (!float.IsFinite(values[i]))
                throw new InvalidDataException($"Its tensor '{entry.Name}' has the value {values[i]} at position {i}; weights are finite.");
        }
        return new(entry.Name, entry.Shape, values);
    }
}

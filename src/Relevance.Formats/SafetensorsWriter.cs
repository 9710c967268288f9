using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Relevance.Formats;

/// <summary>Writes safetensors: the same content always gives the same bytes.</summary>
internal static class SafetensorsWriter
{
    private const int Alignment = 8;

    // The header is read by programs; relaxed escaping keeps the JSON within its metadata legible.
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="content">What to write.</param>
    /// <param name="half">Whether values are rounded to 16 bits (F16), which halves the file.</param>
    internal static byte[] Write(Safetensors content, bool half = false)
    {
        var size = half ? 2 : sizeof(float);
        var tensors = content.Tensors.OrderBy(tensor => tensor.Name, StringComparer.Ordinal).ToArray();
        var header = Header(content, tensors, half);
        var file = new byte[Safetensors.LengthSize + header.Length + tensors.Sum(tensor => tensor.Values.Length * size)];
        BinaryPrimitives.WriteUInt64LittleEndian(file, (ulong)header.Length);
        header.CopyTo(file, Safetensors.LengthSize);
        var rest = file.AsSpan(Safetensors.LengthSize + header.Length);
        foreach (var value in tensors.SelectMany(tensor => MemoryMarshal.ToEnumerable(tensor.Values)))
        {
            if (half)
                BinaryPrimitives.WriteHalfLittleEndian(rest, (Half)value);
            else
                BinaryPrimitives.WriteSingleLittleEndian(rest, value);
            rest = rest[size..];
        }
        return file;
    }

    private static byte[] Header(Safetensors content, IEnumerable<NamedTensor> tensors, bool half)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Compact))
        {
            json.WriteStartObject();
            WriteMetadata(json, content);
            var offset = 0;
            foreach (var tensor in tensors)
                offset = WriteEntry(json, tensor, offset, half);
            json.WriteEndObject();
        }
        // Spaces after the header are part of the format; they align the values for readers that map the file.
        while (stream.Length % Alignment != 0)
            stream.WriteByte((byte)' ');
        return stream.ToArray();
    }

    private static void WriteMetadata(Utf8JsonWriter json, Safetensors content)
    {
        if (content.Metadata.IsEmpty)
            return;
        json.WriteStartObject(Safetensors.MetadataKey);
        foreach (var (name, text) in content.Metadata)
            json.WriteString(name, text);
        json.WriteEndObject();
    }

    private static int WriteEntry(Utf8JsonWriter json, NamedTensor tensor, int offset, bool half)
    {
        var end = offset + tensor.Values.Length * (half ? 2 : sizeof(float));
        json.WriteStartObject(tensor.Name);
        json.WriteString("dtype", half ? "F16" : "F32");
        json.WriteStartArray("shape");
        foreach (var size in tensor.Shape)
            json.WriteNumberValue(size);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(offset);
        json.WriteNumberValue(end);
        json.WriteEndArray();
        json.WriteEndObject();
        return end;
    }
}

using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Mnist.ModelFiles;

/// <summary>Writes safetensors: the same content always gives the same bytes.</summary>
internal static class SafetensorsWriter
{
    private const int Alignment = 8;

    // The header is read by programs; relaxed escaping keeps the JSON within its metadata legible.
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static byte[] Write(Safetensors content)
    {
        var tensors = content.Tensors.OrderBy(tensor => tensor.Name, StringComparer.Ordinal).ToArray();
        var header = Header(content, tensors);
        var file = new byte[Safetensors.LengthSize + header.Length + tensors.Sum(tensor => tensor.Values.Length * sizeof(float))];
        BinaryPrimitives.WriteUInt64LittleEndian(file, (ulong)header.Length);
        header.CopyTo(file, Safetensors.LengthSize);
        var rest = file.AsSpan(Safetensors.LengthSize + header.Length);
        foreach (var value in tensors.SelectMany(tensor => MemoryMarshal.ToEnumerable(tensor.Values)))
        {
            BinaryPrimitives.WriteSingleLittleEndian(rest, value);
            rest = rest[sizeof(float)..];
        }
        return file;
    }

    private static byte[] Header(Safetensors content, IEnumerable<NamedTensor> tensors)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Compact))
        {
            json.WriteStartObject();
            WriteMetadata(json, content);
            var offset = 0;
            foreach (var tensor in tensors)
                offset = WriteEntry(json, tensor, offset);
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

    private static int WriteEntry(Utf8JsonWriter json, NamedTensor tensor, int offset)
    {
        var end = offset + tensor.Values.Length * sizeof(float);
        json.WriteStartObject(tensor.Name);
        json.WriteString("dtype", "F32");
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

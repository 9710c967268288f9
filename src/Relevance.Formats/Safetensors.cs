using System.Collections.Immutable;

namespace Relevance.Formats;

/// <summary>
/// The content of a safetensors file: an unsigned 64-bit little-endian length, a JSON header of that length with each tensor's type, shape and position, and
/// the raw little-endian values.
/// </summary>
/// <param name="Metadata">The header's <c>__metadata__</c>: texts by name.</param>
/// <param name="Tensors">The tensors in the order of their names.</param>
/// <seealso href="https://github.com/huggingface/safetensors#format"/>
public sealed record Safetensors(ImmutableSortedDictionary<string, string> Metadata, ImmutableArray<NamedTensor> Tensors)
{
    internal const string MetadataKey = "__metadata__";
    internal const int LengthSize = sizeof(ulong);

    /// <summary>The size in bytes of the largest file that can be read.</summary>
    public const int LargestFile = 1 << 29;

    /// <summary>Empty metadata.</summary>
    public static ImmutableSortedDictionary<string, string> NoMetadata { get; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Gets the tensor of a name.</summary>
    /// <exception cref="InvalidDataException">There is no such tensor.</exception>
    public NamedTensor this[string name] =>
        Tensors.FirstOrDefault(tensor => tensor.Name == name) ?? throw new InvalidDataException($"It has no tensor '{name}'.");

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is too large or not valid; the message begins with its path.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static Safetensors Load(string path)
    {
        try
        {
            var length = new FileInfo(path).Length;
            return length > LargestFile
                ? throw new InvalidDataException($"It has {length:N0} bytes, more than the {LargestFile:N0} that are read.")
                : Read(File.ReadAllBytes(path));
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"'{path}' cannot be read as a safetensors file: {e.Message}", e);
        }
    }

    /// <summary>Reads a file in memory. The file is not trusted: the header is checked against the actual bytes before any values are read.</summary>
    /// <param name="file">The bytes of the whole file.</param>
    /// <exception cref="InvalidDataException">The bytes are not a valid file of finite floating-point numbers; the message says why.</exception>
    public static Safetensors Read(ReadOnlyMemory<byte> file) => SafetensorsReader.Read(file);

    /// <summary>Writes the content as the bytes of a file. The same content always gives the same bytes.</summary>
    /// <param name="half">Whether values are rounded to 16 bits (F16), which halves the file.</param>
    public byte[] ToBytes(bool half = false) => SafetensorsWriter.Write(this, half);
}

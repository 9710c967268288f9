using System.Collections.Immutable;

namespace Mnist.ModelFiles;

/// <summary>
/// The content of a safetensors file: an unsigned 64-bit little-endian length, a JSON header of that length that gives each
/// tensor's type, shape and place, and the raw little-endian values.
/// </summary>
/// <param name="Metadata">The header's <c>__metadata__</c>: texts by name.</param>
/// <param name="Tensors">The tensors in the order of their names.</param>
/// <seealso href="https://github.com/huggingface/safetensors#format"/>
internal sealed record Safetensors(ImmutableSortedDictionary<string, string> Metadata, ImmutableArray<NamedTensor> Tensors)
{
    internal const string MetadataKey = "__metadata__";
    internal const int LengthSize = sizeof(ulong);

    /// <summary>The largest file that is read: 2,000 times the networks of this project.</summary>
    internal const int LargestFile = 1 << 29;

    internal static readonly ImmutableSortedDictionary<string, string> NoMetadata =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    internal NamedTensor this[string name] =>
        Tensors.FirstOrDefault(tensor => tensor.Name == name) ?? throw new ModelFileException($"It has no tensor '{name}'.");

    /// <summary>Reads a file.</summary>
    /// <exception cref="ModelFileException">The file is missing, unreadable, too large or not valid; the message begins with its path.</exception>
    internal static Safetensors Load(string path)
    {
        try
        {
            var length = new FileInfo(path).Length;
            return length > LargestFile
                ? throw new ModelFileException($"It has {length:N0} bytes, more than the {LargestFile:N0} that are read.")
                : SafetensorsReader.Read(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ModelFileException)
        {
            throw new ModelFileException($"'{path}' cannot be read as a safetensors file: {e.Message}", e);
        }
    }
}

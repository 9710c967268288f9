using Mnist.Networks;
using Relevance.Formats;
using Relevance.Networks;

namespace Mnist.ModelFiles;

/// <summary>
/// A trained network with what is known about it. Its file is a safetensors file whose tensors have the names
/// and shapes of the same network's state dict in PyTorch.
/// </summary>
public sealed class TrainedModel
{
    private const string DocumentKey = "mnist-explanation";

    /// <summary>The most lines of a list of differences, and what stands in it for a tensor that is not there.</summary>
    private const int MostDifferences = 10;
    private const string Nothing = "nothing";

    private readonly Safetensors content;

    private TrainedModel(Safetensors content, ModelMetadata metadata)
    {
        (this.content, Metadata) = (content, metadata);
        Network = metadata.Architecture.ToNetwork(name => content[name].ToWeights());
    }

    /// <summary>From images [N,1,28,28], normalised as <see cref="Metadata"/> says, to class scores [N,K].</summary>
    public Network Network { get; }

    /// <summary>The metadata of the file.</summary>
    public ModelMetadata Metadata { get; }

    /// <summary>Reads a model file.</summary>
    /// <param name="path">A safetensors file that <see cref="Save"/> wrote, or one without metadata whose tensors have the names and
    /// shapes of the network <see cref="Architectures.Target"/>, which is then taken to be that network for MNIST.</param>
    /// <exception cref="ModelFileException">The file is missing or not valid; the message says why.</exception>
    public static TrainedModel Load(string path) => ModelFile.Load(path, "model file", From);

    /// <summary>Reads a model file that is in memory.</summary>
    /// <param name="file">The bytes of the whole file.</param>
    /// <exception cref="ModelFileException">The bytes are not a valid model file; the message says why.</exception>
    public static TrainedModel Read(ReadOnlyMemory<byte> file) => ModelFile.Read(file, From);

    /// <summary>Writes the model as the bytes of a file. The same model always gives the same bytes.</summary>
    public byte[] ToBytes() => (content with { Metadata = Safetensors.NoMetadata.Add(DocumentKey, Metadata.ToJson()) }).ToBytes();

    /// <summary>Writes the file atomically.</summary>
    /// <param name="path">Where; a file that is there is replaced.</param>
    /// <exception cref="IOException">The file cannot be written; an existing file is unchanged.</exception>
    /// <exception cref="UnauthorizedAccessException">The path may not be written to.</exception>
    public void Save(string path) => AtomicFile.Write(path, ToBytes());

    /// <summary>The weights of a network by their names, with what is known about it.</summary>
    /// <exception cref="ModelFileException">They are not those of the metadata's architecture, or have values that are not finite.</exception>
    internal static TrainedModel From(IEnumerable<NamedTensor> weights, ModelMetadata metadata) =>
        Read(new Safetensors(Safetensors.NoMetadata.Add(DocumentKey, metadata.ToJson()), [.. weights]).ToBytes());

    /// <summary>A weight or bias, such as "0.weight".</summary>
    internal NamedTensor this[string name] => content[name];

    private static TrainedModel From(Safetensors content)
    {
        var metadata = content.Metadata.TryGetValue(DocumentKey, out var json)
            ? ModelMetadata.FromJson(json)
            : new ModelMetadata { Architecture = Architectures.Target };
        if (Difference(content, metadata.Architecture) is { } difference)
            throw new ModelFileException(json is null
                ? $"It does not say which network it holds, and its tensors are not those of the network 'target' (docs/models.md shows it in PyTorch):\n{difference}"
                : $"Its tensors are not those of the network it describes:\n{difference}");
        return new(content, metadata);
    }

    /// <summary>What is expected beside what was found, where they differ; null where they do not.</summary>
    private static string? Difference(Safetensors content, Architecture architecture)
    {
        var found = content.Tensors.ToDictionary(tensor => tensor.Name, tensor => tensor.Shape);
        var rows = new List<(string Expected, string Found)>();
        foreach (var (name, shape) in architecture.Parameters)
        {
            if (!found.Remove(name, out var own))
                rows.Add((Text(name, shape), ""));
            else if (!own.SequenceEqual(shape))
                rows.Add((Text(name, shape), Text(name, own)));
        }
        // What has another name stands beside what is missing, in order: often they are the same under other names.
        foreach (var tensor in content.Tensors.Where(tensor => found.ContainsKey(tensor.Name)))
        {
            var free = rows.FindIndex(row => row.Found.Length == 0);
            if (free >= 0)
                rows[free] = rows[free] with { Found = Text(tensor.Name, tensor.Shape) };
            else
                rows.Add(("", Text(tensor.Name, tensor.Shape)));
        }
        if (rows.Count == 0)
            return null;
        var shown = rows.Count > MostDifferences ? MostDifferences - 1 : rows.Count;
        var width = rows.Take(shown).Max(row => Math.Max(row.Expected.Length, Nothing.Length));
        return string.Join('\n', rows.Take(shown).Select(row => $"  expected {(row.Expected.Length > 0 ? row.Expected : Nothing).PadRight(width)}  found {(row.Found.Length > 0 ? row.Found : Nothing)}"))
            + (rows.Count > shown ? $"\n  … and {rows.Count - shown} more" : "");

        static string Text(string name, IEnumerable<long> shape) => $"{name} [{string.Join(", ", shape)}]";
    }
}

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

    private readonly Safetensors content;

    private TrainedModel(Safetensors content, ModelMetadata metadata)
    {
        (this.content, Metadata) = (content, metadata);
        Network = metadata.Architecture.ToNetwork(name => content[name].ToWeights());
    }

    /// <summary>From images [N,1,28,28], normalised as <see cref="Metadata"/> says, to class scores [N,K].</summary>
    public Network Network { get; }

    /// <summary>What is known about it.</summary>
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

    /// <summary>The bytes of its file; the same model always gives the same.</summary>
    public byte[] ToBytes() => (content with { Metadata = Safetensors.NoMetadata.Add(DocumentKey, Metadata.ToJson()) }).ToBytes();

    /// <summary>Writes its file, in full or not at all.</summary>
    /// <param name="path">Where; a file that is there is replaced.</param>
    /// <exception cref="IOException">It cannot be written; what was there before is still there.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing there is not permitted.</exception>
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
                ? $"It does not say which network it holds, and it is not the network 'target': {difference}"
                : $"Its tensors are not those of the network it describes: {difference}");
        return new(content, metadata);
    }

    private static string? Difference(Safetensors content, Architecture architecture)
    {
        var expected = architecture.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Shape);
        foreach (var tensor in content.Tensors)
        {
            if (!expected.Remove(tensor.Name, out var shape))
                return $"the tensor '{tensor.Name}' does not belong to it.";
            if (!shape.SequenceEqual(tensor.Shape))
                return $"the tensor '{tensor.Name}' has the shape [{string.Join(", ", tensor.Shape)}] in place of [{string.Join(", ", shape)}].";
        }
        return expected.Count == 0 ? null : $"the tensor '{expected.Keys.First()}' is missing.";
    }
}

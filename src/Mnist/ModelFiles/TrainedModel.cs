using Relevance.Formats;
using Mnist.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mnist.ModelFiles;

/// <summary>
/// A trained network in evaluation mode, with what is known about it. Its file is a safetensors file whose tensors have the names
/// and shapes of the same network's state dict in PyTorch.
/// </summary>
public sealed class TrainedModel : IDisposable
{
    private const string DocumentKey = "mnist-explanation";

    private TrainedModel(Sequential network, ModelMetadata metadata)
    {
        network.eval();
        foreach (var parameter in network.parameters())
            parameter.requires_grad = false;
        Network = network;
        Metadata = metadata;
    }

    /// <summary>From images [N,1,28,28], normalised as <see cref="Metadata"/> says, to class scores [N,K]. Not to be changed.</summary>
    public Sequential Network { get; }

    /// <summary>What is known about it.</summary>
    public ModelMetadata Metadata { get; }

    /// <summary>Reads a model file.</summary>
    /// <param name="path">A safetensors file that <see cref="Save"/> wrote, or one without metadata whose tensors have the names and
    /// shapes of the network <see cref="Architectures.Target"/>, which is then taken to be that network for MNIST.</param>
    /// <exception cref="ModelFileException">The file is missing or not valid; the message says why.</exception>
    public static TrainedModel Load(string path)
    {
        var content = Safetensors.Load(path);
        try
        {
            return From(content);
        }
        catch (ModelFileException e)
        {
            throw new ModelFileException($"'{path}' is not a usable model file: {e.Message}", e);
        }
    }

    /// <summary>Reads a model file that is in memory.</summary>
    /// <param name="file">The bytes of the whole file.</param>
    /// <exception cref="ModelFileException">The bytes are not a valid model file; the message says why.</exception>
    public static TrainedModel Read(ReadOnlyMemory<byte> file) => From(SafetensorsReader.Read(file));

    /// <summary>Copies the weights of a network.</summary>
    /// <param name="network">A network of the metadata's architecture; it is left as it is.</param>
    /// <param name="metadata">What is known about it.</param>
    /// <exception cref="ModelFileException">The network is not of that architecture, or has values that are not finite.</exception>
    public static TrainedModel From(Sequential network, ModelMetadata metadata) => Read(SafetensorsWriter.Write(Content(network, metadata)));

    /// <summary>The bytes of its file; the same model always gives the same.</summary>
    public byte[] ToBytes() => SafetensorsWriter.Write(Content(Network, Metadata));

    /// <summary>Writes its file, in full or not at all.</summary>
    /// <param name="path">Where; a file that is there is replaced.</param>
    /// <exception cref="IOException">It cannot be written; what was there before is still there.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing there is not permitted.</exception>
    public void Save(string path) => AtomicFile.Write(path, ToBytes());

    /// <summary>Frees the network.</summary>
    public void Dispose() => Network.Dispose();

    private static Safetensors Content(Sequential network, ModelMetadata metadata) => new(
        Safetensors.NoMetadata.Add(DocumentKey, metadata.ToJson()),
        [.. network.state_dict().Select(entry => NamedTensor.From(entry.Key, entry.Value))]);

    private static TrainedModel From(Safetensors content)
    {
        var metadata = content.Metadata.TryGetValue(DocumentKey, out var json)
            ? ModelMetadata.FromJson(json)
            : new ModelMetadata { Architecture = Architectures.Target };
        if (Difference(content, metadata.Architecture) is { } difference)
            throw new ModelFileException(json is null
                ? $"It does not say which network it holds, and it is not the network 'target': {difference}"
                : $"Its tensors are not those of the network it describes: {difference}");
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var network = metadata.Architecture.BuildUninitialized();
        foreach (var (name, parameter) in network.named_parameters())
            parameter.copy_(content[name].ToTensor());
        return new(network, metadata);
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

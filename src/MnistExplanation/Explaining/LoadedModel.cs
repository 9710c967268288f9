using System.Security.Cryptography;
using Mnist.Data;
using Mnist.ModelFiles;
using Relevance.Catalogue;
using Relevance.Networks;
using TorchSharp;

namespace MnistExplanation.Explaining;

/// <summary>A trained model with where it came from.</summary>
/// <param name="Trained">The model.</param>
/// <param name="Source">Its file, or that it is the embedded one.</param>
/// <param name="Sha256">Of the bytes of its file.</param>
internal sealed record LoadedModel(TrainedModel Trained, string Source, string Sha256) : IDisposable
{
    private const string Embedded = "the embedded model";

    /// <summary>How the pixels that it sees are normalised.</summary>
    internal Normalization Normalization => Trained.Metadata.Normalization;

    /// <summary>What the network is made for.</summary>
    /// <param name="type">In which it computes.</param>
    /// <param name="examples">Typical images; null where no method needs them.</param>
    internal InputDomain Domain(torch.ScalarType type, LabelledImages? examples) => new(
        Normalization.Low(type), Normalization.High(type), examples is null ? null : Normalization.ToTensor(examples.Pixels.Span, examples.Count, type));

    internal bool IsEmbedded => Source == Embedded;

    /// <summary>Reads a model file, or the embedded model.</summary>
    /// <exception cref="ModelFileException">The file is missing or not valid.</exception>
    internal static LoadedModel Load(string? path)
    {
        if (path is null)
        {
            var bytes = EmbeddedAssets.Model();
            return new(TrainedModel.Read(bytes), Embedded, Hash(bytes));
        }
        var trained = TrainedModel.Load(path);
        return new(trained, path, Hash(File.ReadAllBytes(path)));
    }

    /// <summary>The network as a graph, computing in that type.</summary>
    internal Network ToNetwork(torch.ScalarType type)
    {
        var network = Network.From(Trained.Network);
        return network.ElementType == type ? network : network.To(type);
    }

    public void Dispose() => Trained.Dispose();

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

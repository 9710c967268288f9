using System.Security.Cryptography;
using Mnist.Data;
using Mnist.ModelFiles;
using Relevance;
using Relevance.Definitions;
using Relevance.Networks;

namespace MnistExplanation.Explaining;

/// <summary>A trained model with where it came from.</summary>
/// <param name="Trained">The model.</param>
/// <param name="Source">Its file, or that it is the embedded one.</param>
/// <param name="Sha256">Of the bytes of its file.</param>
internal sealed record LoadedModel(TrainedModel Trained, string Source, string Sha256)
{
    private const string Embedded = "the embedded model";

    /// <summary>How the pixels that it sees are normalised.</summary>
    internal Normalization Normalization => Trained.Metadata.Normalization;

    /// <summary>What the network is made for.</summary>
    /// <param name="inDouble">Whether it computes in float64.</param>
    /// <param name="examples">Typical images; null where no method needs them.</param>
    internal InputDomain Domain(bool inDouble, LabelledImages? examples) => new(
        Normalization.Low(inDouble), Normalization.High(inDouble), examples is null ? null : Normalization.ToTensor<double>(examples.Pixels.Span, examples.Count));

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

    /// <summary>The network.</summary>
    internal Network Network => Trained.Network;

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

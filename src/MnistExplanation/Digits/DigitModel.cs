using Mnist.ModelFiles;
using Relevance.Tool.Models;

namespace MnistExplanation.Digits;

/// <summary>The network inside the program, or one from a file.</summary>
internal static class DigitModel
{
    /// <summary>Reads a model file, or the embedded model.</summary>
    /// <exception cref="ModelFileException">The file is missing or not valid.</exception>
    internal static SafetensorsModel Load(string? path)
    {
        if (path is not null)
            return SafetensorsModel.Load(path);
        return Embedded(EmbeddedAssets.Model(), "the embedded model");
    }

    /// <summary>The network inside the program that has learned pairs of digits side by side.</summary>
    internal static SafetensorsModel OfPairs() => Embedded(EmbeddedAssets.Pairs(), "the embedded model of pairs");

    private static SafetensorsModel Embedded(byte[] file, string source) => SafetensorsModel.Of(TrainedModel.Read(file), source, file) with { IsEmbedded = true };
}

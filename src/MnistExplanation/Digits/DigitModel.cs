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
        var file = EmbeddedAssets.Model();
        return SafetensorsModel.Of(TrainedModel.Read(file), "the embedded model", file) with { IsEmbedded = true };
    }
}

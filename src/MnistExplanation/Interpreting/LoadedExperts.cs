using System.Security.Cryptography;
using Mnist.Experts;
using Mnist.ModelFiles;
using MnistExplanation.Digits;
using Relevance.Tool.Console;
using Relevance.Tool.Models;

namespace MnistExplanation.Interpreting;

/// <summary>Trained experts with where they came from.</summary>
/// <param name="Trained">The experts.</param>
/// <param name="Source">Their file, or that they are the embedded ones.</param>
/// <param name="Sha256">Of the bytes of their file.</param>
internal sealed record LoadedExperts(TrainedExperts Trained, string Source, string Sha256)
{
    /// <summary>Reads a file of experts, or the embedded ones.</summary>
    /// <exception cref="ModelFileException">The file is missing or not valid.</exception>
    /// <exception cref="UserException">They know other images than those on which the model was trained.</exception>
    internal static LoadedExperts Load(string? path, SafetensorsModel model)
    {
        var experts = path is null ? TrainedExperts.Read(EmbeddedAssets.Experts()) : TrainedExperts.Load(path);
        var (learned, trainedOn) = (experts.Metadata.Dataset, model.Trained.Metadata.Dataset);
        if (learned != trainedOn || experts.Metadata.ClassNames.Length != model.Trained.Metadata.Architecture.Classes)
            throw new UserException(
                $"The model was trained on {trainedOn}, the experts {(path is null ? "inside the program" : $"in '{path}'")} on {learned}; 'interpret --train FILE --dataset {trainedOn}' makes others, to be given with --experts FILE.");
        return new(experts, path ?? "embedded", Convert.ToHexStringLower(SHA256.HashData(path is null ? EmbeddedAssets.Experts() : File.ReadAllBytes(path))));
    }
}

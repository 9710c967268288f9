using Mnist.ModelFiles;
using Mnist.Networks;

namespace Relevance.Tool.Models;

/// <summary>A network of an architecture that is known, with its weights from a safetensors file.</summary>
internal sealed record SafetensorsModel : LoadedModel
{
    /// <summary>The network with what its file says.</summary>
    internal required TrainedModel Trained { get; init; }

    /// <summary>All data sets for which there are architectures are.</summary>
    internal override bool IsOfLightOnDark => true;

    internal override TrainingFacts? Training => new(Trained.Metadata.Preset, Trained.Metadata.Seed, Trained.Metadata.TestAccuracy);

    internal override IReadOnlyList<KeyValuePair<string, string?>> Facts => [new("preset", Trained.Metadata.Preset), new("dataset", Trained.Metadata.Dataset)];

    /// <summary>Reads a file.</summary>
    /// <exception cref="ModelFileException">The file is missing or not valid.</exception>
    internal static SafetensorsModel Load(string path) => Of(TrainedModel.Load(path), path, File.ReadAllBytes(path));

    /// <summary>Makes a model of a file that is in memory.</summary>
    /// <param name="trained">What was read from it.</param>
    /// <param name="source">What it is called.</param>
    /// <param name="file">Its bytes.</param>
    internal static SafetensorsModel Of(TrainedModel trained, string source, ReadOnlySpan<byte> file) => new()
    {
        Trained = trained,
        Network = trained.Network,
        InputShape = Architecture.InputShape,
        Normalization = trained.Metadata.Normalization,
        ClassNames = trained.Metadata.ClassNames,
        Source = source,
        Sha256 = Hash(file),
    };
}

using System.CommandLine;
using MnistExplanation.Digits;
using Relevance.Studio;
using Relevance.Studio.Hosting;
using Relevance.Tool.Hosting;
using Relevance.Tool.Models;
using Relevance.Tool.Serving;

namespace MnistExplanation.Serving;

/// <summary>A network of digits as the studio shows it.</summary>
internal sealed class DigitStudio : StudioSource
{
    /// <summary>Where a clone has what is inside the program.</summary>
    private const string Assets = "src/MnistExplanation/Assets";

    internal override IReadOnlyList<Example> Examples { get; } =
    [
        new("serve", $"The studio at {StudioOptions.DefaultUrl}."),
        new("serve --urls http://127.0.0.1:8080 --model mine.safetensors", "At another port, with a network of your own."),
    ];

    internal override Task<StudioModel> OpenAsync(string? model, ParseResult parsed, CancellationToken cancellation) => Task.FromResult(Of(DigitModel.Load(model)));

    /// <summary>Hands the studio the network, and the digits that are inside the program.</summary>
    internal static StudioModel Of(SafetensorsModel model) => new()
    {
        Network = model.Network,
        Normalization = model.Normalization,
        ClassNames = model.Trained.Metadata.ClassNames,
        Name = model.Source,
        Sha256 = model.Sha256,
        Accuracy = model.Trained.Metadata.TestAccuracy,
        Examples = new(EmbeddedDigits.Instance.Images.Pixels, [.. EmbeddedDigits.Instance.Images.Labels.ToArray().Select(label => (int)label)], EmbeddedDigits.Instance.Indices),
        Prototypes = EmbeddedPrototypes.Of(model),
        Recipes = RecipesOf(model),
    };

    /// <summary>How explanations of the network are written down.</summary>
    internal static ModelRecipes RecipesOf(SafetensorsModel model) => new("MnistExplanation", model.IsEmbedded ? $"{Assets}/{EmbeddedAssets.ModelFile}" : model.Source)
    {
        IsUsualModel = model.IsEmbedded,
        HasIndices = true,
        Typical = ($"{Assets}/{EmbeddedAssets.ImagesFile}", EmbeddedDigits.Instance.Indices.Count),
    };
}

using System.CommandLine;
using Relevance.Studio;
using Relevance.Tool.Explaining;
using Relevance.Tool.Hosting;

namespace Relevance.Tool.Serving;

/// <summary>A network of the user's own in the studio, with images of his own as examples.</summary>
internal sealed class FileStudio(ToolHost host) : StudioSource
{
    private readonly ImageFileOptions images = new();

    internal override IReadOnlyList<Option> Options => images.All;

    internal override IReadOnlyList<Example> Examples =>
    [
        new("serve --model net.safetensors --images pictures", "The studio, with the pictures of a folder to begin with."),
        new("serve --model net.safetensors --images test.npy --labels labels.npy --urls http://127.0.0.1:8080", "At another port, with labelled images."),
    ];

    internal override async Task<StudioModel> OpenAsync(string? model, ParseResult parsed, CancellationToken cancellation)
    {
        var loaded = host.LoadModel(model);
        var examples = await images.Read(parsed).LoadAsync(loaded, host, cancellation);
        return new()
        {
            Network = loaded.Network,
            Normalization = loaded.Normalization,
            ClassNames = loaded.ClassNames,
            Name = loaded.Source,
            Sha256 = loaded.Sha256,
            Accuracy = loaded.Training?.TestAccuracy,
            Examples = new(examples.Pixels, examples.Labels, [.. Enumerable.Range(0, examples.Count)]),
            Recipes = new ModelRecipes(host.Program, loaded.Source),
        };
    }
}

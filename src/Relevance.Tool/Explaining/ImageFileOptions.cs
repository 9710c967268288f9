using System.CommandLine;
using System.CommandLine.Parsing;
using Relevance.Tool.Console;

namespace Relevance.Tool.Explaining;

/// <summary>How users name the files of their images.</summary>
internal sealed class ImageFileOptions : ImageOptions
{
    /// <summary>The option that names them.</summary>
    internal const string Images = "--images";

    private readonly Option<string[]?> images = new(Images)
    {
        Description =
            "What to explain: pictures, folders of pictures (in the order of their names), or one .npy, uint8 of shape [N,H,W] or [N,C,H,W]. Pictures are made grey and scaled to the size that the network reads; they are neither centred nor inverted.",
        HelpName = "FILE…",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> labels = new("--labels")
    {
        Description = "The true classes: .npy with one whole number for each image, or a text file with one class in each line, by its number or name.",
        HelpName = "FILE",
    };

    internal override IReadOnlyList<Option> All => [images, labels];

    internal override IReadOnlyList<Option> Choosing => [images, labels];

    internal override void Validate(CommandResult result)
    {
        if (result.GetResult(labels) is not null && result.GetResult(images) is null)
            result.AddError("--labels says what --images shows; give both.");
    }

    internal override string? MissingTruth(CommandResult result) => result.GetResult(labels) is null ? "--labels FILE" : null;

    internal override ImageSource Read(ParseResult parsed) => parsed.GetValue(images) is { Length: > 0 } paths
        ? new FileSource(paths, parsed.GetValue(labels))
        : throw new UsageException("--images is missing; name pictures, folders of pictures, or a .npy file.");
}

using System.CommandLine;
using System.CommandLine.Parsing;
using Relevance.Tool.Hosting;
using Relevance.Tool.Models;

namespace Relevance.Tool.Explaining;

/// <summary>Where the images come from that a user asked for.</summary>
internal abstract record ImageSource
{
    /// <summary>Gets them.</summary>
    internal abstract Task<ImageSet> LoadAsync(LoadedModel model, ToolHost host, CancellationToken cancellation);

    /// <summary>Why a model may misread the images; null if nothing speaks for it.</summary>
    internal virtual string? DoubtOf(ImageSet images, LoadedModel model) => null;

    /// <summary>Gets some images of the kind that the model knows, for methods that compare with others.</summary>
    internal abstract Task<ImageSet> TypicalAsync(LoadedModel model, ToolHost host, CancellationToken cancellation);
}

/// <summary>The options by which users choose images.</summary>
internal abstract class ImageOptions
{
    /// <summary>All of them, in the order of the help.</summary>
    internal abstract IReadOnlyList<Option> All { get; }

    /// <summary>Those that say which images: nothing of them goes with what explains no image.</summary>
    internal abstract IReadOnlyList<Option> Choosing { get; }

    /// <summary>Notes in the result what cannot go together.</summary>
    internal abstract void Validate(CommandResult result);

    /// <summary>What to type for the true classes, which nothing that was typed says; null if they may be known.</summary>
    internal virtual string? MissingTruth(CommandResult result) => null;

    /// <summary>The user's choice.</summary>
    internal abstract ImageSource Read(ParseResult parsed);
}

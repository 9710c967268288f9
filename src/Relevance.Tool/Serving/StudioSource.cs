using System.CommandLine;
using Relevance.Studio;
using Relevance.Tool.Hosting;

namespace Relevance.Tool.Serving;

/// <summary>The source of the studio's network and examples.</summary>
internal abstract class StudioSource
{
    /// <summary>Options beside those of every studio.</summary>
    internal virtual IReadOnlyList<Option> Options => [];

    /// <summary>Examples for the help.</summary>
    internal abstract IReadOnlyList<Example> Examples { get; }

    /// <summary>The network that is shown, with its examples.</summary>
    /// <param name="model">The file of the network, or null.</param>
    /// <param name="parsed">The command as it was typed.</param>
    /// <param name="cancellation">Ends it.</param>
    internal abstract Task<StudioModel> OpenAsync(string? model, ParseResult parsed, CancellationToken cancellation);
}

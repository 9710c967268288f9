namespace Mnist.Data;

/// <summary>Options for loading a data set: folders, and progress.</summary>
public sealed record DatasetOptions
{
    /// <summary>
    /// The folder with the four files, plain or with ".gz", that the user named. Then nothing else is tried and nothing is written.
    /// </summary>
    public string? Folder { get; init; }

    /// <summary>
    /// The folder in which fetched files are kept, one subfolder for each data set. Null means <c>mnist-explanation</c> in
    /// <c>$XDG_CACHE_HOME</c>, <c>~/.cache</c> or, on Windows, <c>%LOCALAPPDATA%</c>.
    /// </summary>
    public string? CacheFolder { get; init; }

    /// <summary>Receives the progress of fetching files; not called if all files exist.</summary>
    public IProgress<DatasetProgress>? Progress { get; init; }
}

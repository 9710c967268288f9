namespace Mnist.Data.Sources;

/// <summary>Receives the unpacked content of one file.</summary>
internal delegate Task FileReceiver(DatasetFile file, Stream content, CancellationToken cancellation);

/// <summary>
/// A place that files of a data set can be fetched from. A source that cannot deliver throws <see cref="IOException"/>,
/// <see cref="InvalidDataException"/>, <see cref="HttpRequestException"/>, <see cref="TimeoutException"/> or, for a time limit
/// of its own, <see cref="OperationCanceledException"/>; then the next one is tried.
/// </summary>
internal interface IDatasetSource
{
    /// <summary>What messages call it.</summary>
    string Name { get; }

    /// <summary>Finds out, where that takes no time, whether the source is there at all: nobody is told that files come from one that is not.</summary>
    void RequirePresence()
    {
    }

    /// <summary>Hands each of the files to the receiver, which checks it.</summary>
    Task FetchAsync(IReadOnlyList<DatasetFile> files, FileReceiver receive, CancellationToken cancellation);
}

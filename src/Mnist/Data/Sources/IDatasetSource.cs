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
    /// <summary>The name of the source for messages.</summary>
    string Name { get; }

    /// <summary>Checks, if this takes no time, whether the source exists, so that sources that do not exist are not reported.</summary>
    void RequirePresence()
    {
    }

    /// <summary>Hands each of the files to the receiver, which checks it.</summary>
    Task FetchAsync(IReadOnlyList<DatasetFile> files, FileReceiver receive, CancellationToken cancellation);
}

using Relevance.Formats;

namespace Mnist.Data.Storage;

/// <summary>Keeps the fetched files of a data set. Processes that fill it at the same time do not disturb each other.</summary>
internal sealed class DatasetCache(string path, Func<string, Stream>? open = null)
{
    private static readonly TimeSpan AgeOfAbandoned = TimeSpan.FromDays(1);

    internal DatasetFolder Folder { get; } = new(path);

    /// <summary>Stores a file if its content is the right one; else the cache stays as it was.</summary>
    /// <exception cref="InvalidDataException">The content is not the right one.</exception>
    /// <exception cref="DatasetException">The cache cannot be written.</exception>
    internal async Task StoreAsync(
        DatasetSpecification specification, DatasetFile file, Stream content, Action<long> progress, CancellationToken cancellation)
    {
        // Reading fails because of the source, and the next may do; writing fails because of the cache, and no other source helps.
        var writing = true;
        try
        {
            using var output = AtomicFile.Create(Folder.PathOf(file), open);
            writing = false;
            long done = 0;
            await VerifiedCopy.RunAsync(specification, file, content, Write, cancellation);
            writing = true;
            output.Commit();

            async ValueTask Write(ReadOnlyMemory<byte> chunk)
            {
                writing = true;
                await output.Stream.WriteAsync(chunk, cancellation);
                writing = false;
                progress(done += chunk.Length);
            }
        }
        catch (Exception e) when (writing && (e is IOException or UnauthorizedAccessException))
        {
            throw new DatasetException(DatasetMessage.CannotStore(specification, file, Folder.Path, e), e);
        }
    }

    /// <summary>Removes what processes that were killed left behind.</summary>
    internal void RemoveAbandoned()
    {
        if (!Directory.Exists(Folder.Path))
            return;
        foreach (var file in new DirectoryInfo(Folder.Path).EnumerateFiles(".*.tmp"))
            if (DateTime.UtcNow - file.LastWriteTimeUtc > AgeOfAbandoned)
                file.Delete();
    }
}

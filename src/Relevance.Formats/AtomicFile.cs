namespace Relevance.Formats;

/// <summary>
/// Writes a file atomically: under a temporary name in the same folder, renamed by <see cref="Commit"/>, so that readers never see a partly written file. If it
/// is disposed without a commit, the temporary file is deleted and an existing file stays unchanged.
/// </summary>
public sealed class AtomicFile : IDisposable
{
    private readonly string path;
    private readonly string temporary;

    private AtomicFile(string path, string temporary, Stream stream)
    {
        this.path = path;
        this.temporary = temporary;
        Stream = stream;
    }

    /// <summary>The stream to which the content is written.</summary>
    public Stream Stream { get; }

    /// <summary>Starts writing a file; its folder is created if missing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="open">Opens the temporary file; tests use it to simulate errors such as a full disk. Null for the file system.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The path may not be written to.</exception>
    public static AtomicFile Create(string path, Func<string, Stream>? open = null)
    {
        var full = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(full) ?? throw new IOException($"{path} is not the name of a file.");
        Directory.CreateDirectory(folder);
        // The unique name keeps processes that write the same file at the same time apart; the last one to rename wins.
        var temporary = Path.Combine(folder, $".{Path.GetFileName(full)}.{Guid.NewGuid():N}.tmp");
        return new AtomicFile(full, temporary, open?.Invoke(temporary) ?? new FileStream(temporary, FileMode.CreateNew, FileAccess.Write));
    }

    /// <summary>Writes a whole file.</summary>
    /// <exception cref="IOException">The file cannot be written; an existing file is unchanged.</exception>
    /// <exception cref="UnauthorizedAccessException">The path may not be written to.</exception>
    public static void Write(string path, byte[] content) => Write(path, stream => stream.Write(content));

    /// <summary>Writes a file whose content an action writes to a stream.</summary>
    /// <exception cref="IOException">The file cannot be written; an existing file is unchanged.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        using var file = Create(path);
        try
        {
            write(file.Stream);
        }
        catch (IOException e) when (file.IsNamed(e))
        {
            throw file.NamingFile(e);
        }
        file.Commit();
    }

    /// <summary>Completes the file and moves it to its final path.</summary>
    /// <exception cref="IOException">The file cannot be written, for example because the disk is full.</exception>
    public void Commit()
    {
        try
        {
            // Onto the disk before the rename, or a power cut could leave an empty file under the good name.
            if (Stream is FileStream stream)
                stream.Flush(flushToDisk: true);
            Stream.Dispose();
            File.Move(temporary, path, overwrite: true);
        }
        catch (IOException e) when (IsNamed(e))
        {
            throw NamingFile(e);
        }
    }

    /// <summary>Deletes the temporary file unless it was committed.</summary>
    public void Dispose()
    {
        try
        {
            Stream.Dispose();
        }
        catch (IOException)
        {
            // What cannot be written out any more is thrown away here.
        }
        File.Delete(temporary);
    }

    /// <summary>Whether an error names the temporary file, which users do not know.</summary>
    private bool IsNamed(IOException error) => error.Message.Contains(temporary, StringComparison.Ordinal);

    /// <summary>The error, naming the file that was to be written instead.</summary>
    private IOException NamingFile(IOException error) => new(error.Message.Replace(temporary, path, StringComparison.Ordinal), error);
}

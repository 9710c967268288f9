namespace Mnist.ModelFiles;

/// <summary>Writes a file so that a reader, a crash or a full disk never leaves a part of it under its name.</summary>
internal static class AtomicFile
{
    /// <summary>Writes beside the file, then renames; makes the folder if it is missing.</summary>
    /// <exception cref="IOException">It cannot be written; what was there before is still there.</exception>
    internal static void Write(string path, ReadOnlySpan<byte> content)
    {
        var target = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(content);
                // Onto the disk before the rename, or a power cut could leave an empty file under the good name.
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, target, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}

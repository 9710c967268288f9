namespace Relevance.Imaging;

/// <summary>Writes a file beside its place and renames it, so that a reader never meets half of it.</summary>
internal static class AtomicFile
{
    internal static void Write(string path, byte[] bytes)
    {
        string full = Path.GetFullPath(path);
        string folder = Path.GetDirectoryName(full) ?? throw new IOException($"\"{path}\" is not a file that can be written.");
        Directory.CreateDirectory(folder);
        string beside = Path.Combine(folder, $".{Path.GetFileName(full)}.{Guid.NewGuid():N}.tmp");
        try
        {
            using (var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }
            File.Move(beside, full, overwrite: true);
        }
        catch (IOException e)
        {
            throw new IOException($"The picture \"{full}\" could not be written: {e.Message}", e);
        }
        finally
        {
            File.Delete(beside);
        }
    }
}

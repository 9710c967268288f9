using Relevance.Formats;

namespace Mnist.ModelFiles;

/// <summary>Reads safetensors files of this project, with one kind of error for all that can be wrong with one.</summary>
internal static class ModelFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">What it should be, such as <c>model file</c>.</param>
    /// <param name="read">Makes something of its content.</param>
    /// <exception cref="ModelFileException">The file is missing, unreadable or not valid; the message names it.</exception>
    internal static T Load<T>(string path, string kind, Func<Safetensors, T> read)
    {
        if (!File.Exists(path))
            throw new ModelFileException(Missing(path, kind));
        try
        {
            return read(Safetensors.Load(path));
        }
        catch (Exception e) when (e is ModelFileException or InvalidDataException)
        {
            throw new ModelFileException(e.Message.Contains(path, StringComparison.Ordinal) ? e.Message : $"'{path}' is not a usable {kind}: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelFileException($"'{path}' cannot be read: {e.Message}", e);
        }
    }

    private static string Missing(string path, string kind) =>
        Directory.Exists(path) ? $"'{path}' is a folder, not a {kind}."
        : Path.GetDirectoryName(path) is { Length: > 0 } folder && !Directory.Exists(folder) ? $"There is no {kind} '{path}': the folder '{folder}' does not exist."
        : $"There is no {kind} '{path}'.";

    /// <summary>Reads a file that is in memory.</summary>
    /// <param name="file">The bytes of the whole file.</param>
    /// <param name="read">Makes something of its content.</param>
    /// <exception cref="ModelFileException">The bytes are not valid; the message says why.</exception>
    internal static T Read<T>(ReadOnlyMemory<byte> file, Func<Safetensors, T> read)
    {
        try
        {
            return read(Safetensors.Read(file));
        }
        catch (InvalidDataException e)
        {
            throw new ModelFileException(e.Message, e);
        }
    }
}

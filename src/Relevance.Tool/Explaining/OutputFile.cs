using Relevance.Tool.Console;

namespace Relevance.Tool.Explaining;

/// <summary>What a file holds that a command writes; the ending of its name says which.</summary>
internal enum OutputKind
{
    /// <summary>A picture: each image beside its heatmap.</summary>
    Figure,

    /// <summary>The relevance as an array [N,1,28,28].</summary>
    Array,

    /// <summary>Everything, as a document.</summary>
    Document,
}

/// <summary>A file to be written.</summary>
internal sealed record OutputFile(string Path, OutputKind Kind)
{
    /// <summary>Chooses the kind by the ending of the name; null if it is none of the known ones.</summary>
    internal static OutputFile? Parse(string path)
    {
        var ending = System.IO.Path.GetExtension(path).ToLowerInvariant();
        foreach (var kind in Enum.GetValues<OutputKind>())
        {
            if (Ending(kind) == ending)
                return new(path, kind);
        }
        return null;
    }

    /// <summary>How the names of such files end.</summary>
    internal static string Ending(OutputKind kind) => kind switch
    {
        OutputKind.Figure => ".png",
        OutputKind.Array => ".npy",
        _ => ".json",
    };

    /// <summary>Says before a work that takes long that it will replace a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="moment">When, such as <c>when training ends</c>.</param>
    /// <param name="terminal">Where to say it.</param>
    internal static void AnnounceReplacement(string path, string moment, Terminal terminal)
    {
        if (File.Exists(path))
            terminal.Line($"{path} exists and will be replaced {moment}.");
    }

    /// <summary>Finds out before the work whether the file can be written; makes its folder.</summary>
    /// <exception cref="UserException">It cannot.</exception>
    internal static void RequireWritable(string path)
    {
        if (Directory.Exists(path))
            throw new UserException($"'{path}' is a folder; give the name of a file to write.");
        for (var above = System.IO.Path.GetDirectoryName(path); above is { Length: > 0 }; above = System.IO.Path.GetDirectoryName(above))
        {
            if (File.Exists(above))
                throw new UserException($"'{path}' cannot be written: '{above}' is a file, not a folder.");
        }
        try
        {
            var full = System.IO.Path.GetFullPath(path);
            var folder = System.IO.Path.GetDirectoryName(full)!;
            Directory.CreateDirectory(folder);
            using (new FileStream(System.IO.Path.Combine(folder, $".{Guid.NewGuid():N}.tmp"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"'{path}' cannot be written: {e.Message}", e);
        }
    }
}

using Relevance.Tool.Console;

namespace Relevance.Tool.Explaining;

/// <summary>A file that the user named to be read.</summary>
internal static class InputFile
{
    /// <summary>Finds out before the work whether the file is there.</summary>
    /// <param name="option">The option that names it, for the message.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="UserException">It is a folder, or it or its folder is not there.</exception>
    internal static void Require(string option, string path)
    {
        if (Problem(path) is { } problem)
            throw new UserException($"{option} {path}: {problem}");
    }

    private static string? Problem(string path) =>
        File.Exists(path) ? null
        : Directory.Exists(path) ? "this is a folder; give the name of a file in it."
        : Path.GetDirectoryName(path) is { Length: > 0 } folder && !Directory.Exists(folder) ? $"there is no folder '{folder}'."
        : "there is no such file.";
}

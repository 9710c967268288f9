namespace Relevance.Tool.Serving;

/// <summary>Words of a command, quoted for a POSIX shell.</summary>
internal static class ShellWords
{
    /// <summary>The command, word by word.</summary>
    internal static string Join(IEnumerable<string> words) => string.Join(' ', words.Select(Quote));

    private static string Quote(string word) => word.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '_' or '/')
        ? word
        : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

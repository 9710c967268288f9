using System.Text.RegularExpressions;

namespace Relevance.Tool.Console;

/// <summary>Text in lines of a certain width, where what goes on stands below the beginning of its column.</summary>
internal static partial class HangingText
{
    /// <summary>Breaks each line of a text at blanks. The last column of a line is the second, where two blanks or more are between them, otherwise the first.</summary>
    /// <param name="text">Lines, each alone; blanks at the beginning indent it.</param>
    /// <param name="width">The most characters of a line, if the words allow it.</param>
    internal static IEnumerable<string> Wrap(string text, int width) => text.ReplaceLineEndings("\n").Split('\n').SelectMany(line => WrapLine(line, width));

    private static IEnumerable<string> WrapLine(string text, int width)
    {
        var column = Beginning().Match(text).Length;
        var (line, isEmpty) = (text[..column], true);
        foreach (var word in text[column..].Split(' '))
        {
            if (!isEmpty && line.Length + 1 + word.Length > width)
            {
                yield return line;
                (line, isEmpty) = (new string(' ', column), true);
            }
            line += isEmpty ? word : $" {word}";
            isEmpty = false;
        }
        yield return line;
    }

    [GeneratedRegex(@"^ *(\S+( \S+)* {2,})?")]
    private static partial Regex Beginning();
}

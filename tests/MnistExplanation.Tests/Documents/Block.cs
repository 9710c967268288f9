using System.Text.RegularExpressions;

namespace MnistExplanation.Tests.Documents;

/// <summary>A fenced block of a document.</summary>
/// <param name="Line">Where it begins.</param>
/// <param name="Language">What follows the fence; nothing for output and formulas.</param>
/// <param name="Text">What is between the fences.</param>
internal sealed partial record Block(int Line, string Language, string Text)
{
    /// <summary>The blocks of a document, from top to bottom.</summary>
    internal static IReadOnlyList<Block> Of(string markdown)
    {
        string text = markdown.ReplaceLineEndings("\n");
        return [.. Fenced().Matches(text).Select(match => new Block(text.AsSpan(0, match.Index).Count('\n') + 1, match.Groups[1].Value, match.Groups[2].Value))];
    }

    /// <summary>The lines of a shell's block, each with its continuation.</summary>
    internal IEnumerable<string> Commands => Text.Replace("\\\n", "", StringComparison.Ordinal).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    [GeneratedRegex("^```(.*)\n((?:.*\n)*?)```$", RegexOptions.Multiline)]
    private static partial Regex Fenced();
}

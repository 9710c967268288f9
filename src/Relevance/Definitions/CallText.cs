namespace Relevance.Definitions;

/// <summary>
/// The form that all notations share: a name, or a name with parts in brackets, <c>name(part, key=value, key="text; with, anything")</c>. Brackets and
/// quotes protect what they hold; a quote within quotes of its kind is doubled.
/// </summary>
/// <param name="Name">The name; never empty.</param>
/// <param name="Parts">The parts in brackets, which commas separate.</param>
internal sealed record CallText(string Name, IReadOnlyList<string> Parts)
{
    private const string Plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-+_*?:/";

    /// <summary>Reads a text of this form; null if it has another.</summary>
    internal static CallText? Read(string text)
    {
        text = text.Trim();
        var opening = text.IndexOf('(', StringComparison.Ordinal);
        var name = (opening < 0 ? text : text[..opening]).Trim();
        if (name.Length == 0 || name.AsSpan().IndexOfAny(",)=;\"'") >= 0 || (opening >= 0 && !text.EndsWith(')')))
            return null;
        var inner = opening < 0 ? "" : text[(opening + 1)..^1];
        if (string.IsNullOrWhiteSpace(inner))
            return new(name, []);
        return Split(inner, ',') is { } parts && !parts.Any(string.IsNullOrWhiteSpace) ? new(name, parts) : null;
    }

    /// <summary>The parts between separators that are in no brackets and no quotes; null if brackets or quotes do not match.</summary>
    internal static List<string>? Split(string text, char separator)
    {
        var parts = new List<string>();
        var (start, depth, quote) = (0, 0, '\0');
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            if (quote != '\0')
            {
                quote = letter == quote ? '\0' : quote;
                continue;
            }
            if (letter is '"' or '\'')
                quote = letter;
            depth += letter switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth < 0)
                return null;
            if (letter == separator && depth == 0)
            {
                parts.Add(text[start..i].Trim());
                start = i + 1;
            }
        }
        parts.Add(text[start..].Trim());
        return depth == 0 && quote == '\0' ? parts : null;
    }

    /// <summary>Whether a part is <c>name=value</c>; a call has no equals sign before its brackets.</summary>
    internal static bool IsParameter(string part) => part.AsSpan().IndexOfAny('(', '=') is > 0 and var first && part[first] == '=';

    /// <summary>The two sides of <c>name=value</c>, the value without its quotes.</summary>
    internal static (string Name, string Value) Parameter(string part)
    {
        var equals = part.IndexOf('=', StringComparison.Ordinal);
        return (part[..equals].Trim(), Unquote(part[(equals + 1)..].Trim()));
    }

    /// <summary>A value in quotes, if it holds what could be taken for something else.</summary>
    internal static string Quote(string value)
    {
        if (value.Length > 0 && !value.AsSpan().ContainsAnyExcept(Plain))
            return value;
        var quote = value.Contains('"', StringComparison.Ordinal) && !value.Contains('\'', StringComparison.Ordinal) ? "'" : "\"";
        return $"{quote}{value.Replace(quote, quote + quote, StringComparison.Ordinal)}{quote}";
    }

    private static string Unquote(string value)
    {
        if (value.Length < 2 || value[0] is not ('"' or '\'') || value[^1] != value[0])
            return value;
        var quote = value[..1];
        return value[1..^1].Replace(quote + quote, quote, StringComparison.Ordinal);
    }
}

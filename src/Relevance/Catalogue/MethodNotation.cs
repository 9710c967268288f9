namespace Relevance.Catalogue;

/// <summary>
/// Methods in writing: a name, or a name with parameters and, for a wrapper, what it wraps, in brackets:
/// <c>smoothgrad(lrp(composite=epsilon-plus), samples=20)</c>. What <see cref="MethodCall.ToString"/> writes is read back.
/// </summary>
public static class MethodNotation
{
    /// <summary>More wrappers than anybody needs, and few enough for the stack.</summary>
    private const int DeepestNesting = 8;

    /// <summary>Reads a method.</summary>
    /// <param name="text">The text; parameters that it leaves out have their defaults.</param>
    /// <exception cref="FormatException">The text is not of this form, or there is no such method, parameter or value; the message says what there is.</exception>
    public static MethodCall Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(text, text, 0);
    }

    private static MethodCall Parse(string text, string whole, int depth)
    {
        var trimmed = text.Trim();
        var opening = trimmed.IndexOf('(', StringComparison.Ordinal);
        var name = (opening < 0 ? trimmed : trimmed[..opening]).Trim();
        if (name.Length == 0 || name.AsSpan().IndexOfAny(",)=") >= 0 || (opening >= 0 && !trimmed.EndsWith(')')) || depth > DeepestNesting)
            throw Malformed(whole);
        var definition = MethodCatalogue.TryFind(name) ?? throw new FormatException(MethodCatalogue.Unknown(name));
        var call = MethodCall.Of(definition);
        // What is wrapped first: parameters may be its own, wherever they stand.
        var parts = (opening < 0 ? [] : Split(trimmed[(opening + 1)..^1], whole)).ToLookup(IsParameter);
        foreach (var (number, part) in parts[false].Index())
        {
            if (definition.Wraps is null)
                throw new FormatException($"Method '{name}' wraps no other; '{part.Trim()}' in '{whole}' is not a parameter. Write name=value.");
            if (number > 0)
                throw new FormatException($"Method '{name}' wraps one method; '{whole}' gives it several.");
            call = call with { Wrapped = Parse(part, whole, depth + 1) };
        }
        foreach (var part in parts[true])
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            call = call.With(part[..equals].Trim(), part[(equals + 1)..].Trim());
        }
        return call;
    }

    /// <summary>Whether it is <c>name=value</c>; a method has no equals sign before its brackets.</summary>
    private static bool IsParameter(string part) => part.AsSpan().IndexOfAny('(', '=') is > 0 and var first && part[first] == '=';

    /// <summary>The parts between the commas that are in no inner brackets.</summary>
    private static List<string> Split(string text, string whole)
    {
        var parts = new List<string>();
        if (string.IsNullOrWhiteSpace(text))
            return parts;
        var (start, depth) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth < 0)
                throw Malformed(whole);
            if (text[i] == ',' && depth == 0)
            {
                parts.Add(text[start..i]);
                start = i + 1;
            }
        }
        if (depth != 0)
            throw Malformed(whole);
        parts.Add(text[start..]);
        return parts.Any(string.IsNullOrWhiteSpace) ? throw Malformed(whole) : parts;
    }

    private static FormatException Malformed(string text) => new(
        $"'{text}' is not a method. Write a name, a name with parameters such as integrated-gradients(steps=20), or a wrapper of another such as smoothgrad(lrp, samples=20).");
}

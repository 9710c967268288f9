using Relevance.Definitions;

namespace Relevance.Catalogue;

/// <summary>
/// Reads the text notation of methods: a name, followed in brackets by its parameters and, for a wrapper, the wrapped method, such as
/// <c>smoothgrad(lrp(composite=epsilon, rules="first=flat; 3=gamma(gamma=0.5)"), samples=20)</c>. <see cref="MethodCall.ToString"/> writes this notation.
/// </summary>
public static class MethodNotation
{
    /// <summary>Deeper than any use needs, and shallow enough not to exhaust the stack.</summary>
    private const int DeepestNesting = 8;

    /// <summary>Reads a method.</summary>
    /// <param name="text">The text; parameters that it omits have their default values.</param>
    /// <exception cref="FormatException">The text is not in this notation, or the method, a parameter or a value does not exist; the message lists those that
    /// do.</exception>
    public static MethodCall Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(text, text, 0);
    }

    private static MethodCall Parse(string text, string whole, int depth)
    {
        if (depth > DeepestNesting || CallText.Read(text) is not { } written)
            throw new FormatException(
                $"'{whole}' is not a method. Write a name, a name with parameters such as integrated-gradients(steps=20), or a wrapper of another such as smoothgrad(lrp, samples=20).");
        var definition = MethodCatalogue.Find(written.Name);
        var call = MethodCall.Of(definition);
        // What is wrapped first: parameters may be its own, wherever they stand.
        var parts = written.Parts.ToLookup(CallText.IsParameter);
        foreach (var (number, part) in parts[false].Index())
        {
            if (definition.Wraps is null)
                throw new FormatException($"Method '{written.Name}' wraps no other; '{part}' in '{whole}' is not a parameter. Write name=value.");
            if (number > 0)
                throw new FormatException($"Method '{written.Name}' wraps one method; '{whole}' gives it several.");
            call = call with { Wrapped = Parse(part, whole, depth + 1) };
        }
        foreach (var part in parts[true])
        {
            var (name, value) = CallText.Parameter(part);
            call = call.With(name, value);
        }
        return call;
    }
}

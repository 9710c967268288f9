using Relevance.Definitions;

namespace Relevance.Catalogue;

/// <summary>
/// Methods in writing: a name, or a name with parameters and, for a wrapper, what it wraps, in brackets:
/// <c>smoothgrad(lrp(composite=epsilon, rules="first=flat; 3=gamma(gamma=0.5)"), samples=20)</c>. What <see cref="MethodCall.ToString"/> writes is read back.
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

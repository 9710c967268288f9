using System.Collections.Immutable;

namespace Relevance.Definitions;

/// <summary>A method, a rule or a composite as a user meets it: one place that says all about it, from which notations, lists and documents are made.</summary>
/// <param name="Name">The name in kebab case.</param>
/// <param name="Meaning">What it means, in one sentence.</param>
/// <param name="Parameters">Its parameters.</param>
public abstract record Definition(string Name, string Meaning, ImmutableArray<Parameter> Parameters)
{
    /// <summary>What it is, in one word, such as "method".</summary>
    public abstract string Noun { get; }

    /// <summary>The formula in one line; empty for none.</summary>
    public string Formula { get; init; } = "";

    /// <summary>Where it is from; empty if that is not known.</summary>
    public string Source { get; init; } = "";

    /// <summary>The parameter of a name.</summary>
    /// <exception cref="FormatException">There is none; the message says what there is.</exception>
    public Parameter Find(string parameter) => Parameters.FirstOrDefault(known => known.Name == parameter)
        ?? throw new FormatException(Suggestion.For($"parameter of {Noun} '{Name}' called", parameter, [.. Parameters.Select(known => known.Name)]));

    /// <summary>The name with the parameters that have defaults, in the notation.</summary>
    public sealed override string ToString()
    {
        string[] parts = [.. Parameters.Where(parameter => parameter.Default is not null).Select(parameter => $"{parameter.Name}={Parameter.Write(parameter.Default!)}")];
        return parts.Length == 0 ? Name : $"{Name}({string.Join(", ", parts)})";
    }
}

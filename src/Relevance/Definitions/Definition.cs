using System.Collections.Immutable;

namespace Relevance.Definitions;

/// <summary>Describes a method, a rule or a composite to users. Notations, lists and documentation are generated from it.</summary>
/// <param name="Name">The name in kebab case.</param>
/// <param name="Meaning">One sentence that says what it means.</param>
/// <param name="Parameters">Its parameters.</param>
public abstract record Definition(string Name, string Meaning, ImmutableArray<Parameter> Parameters)
{
    /// <summary>The word for the kind of thing defined, such as "method".</summary>
    public abstract string Noun { get; }

    /// <summary>The formula in one line; empty for none.</summary>
    public string Formula { get; init; } = "";

    /// <summary>The publication that it comes from; empty if not known.</summary>
    public string Source { get; init; } = "";

    /// <summary>Finds a parameter by its name.</summary>
    /// <exception cref="FormatException">There is no such parameter; the message lists those there are.</exception>
    public Parameter Find(string parameter) => Parameters.FirstOrDefault(known => known.Name == parameter)
        ?? throw new FormatException(Suggestion.For($"parameter of {Noun} '{Name}' called", parameter, [.. Parameters.Select(known => known.Name)]));

    /// <summary>Writes the name and the default values of the parameters in the notation that is read back.</summary>
    public sealed override string ToString()
    {
        string[] parts = [.. Parameters.Where(parameter => parameter.Default is not null).Select(parameter => $"{parameter.Name}={Parameter.Write(parameter.Default!)}")];
        return parts.Length == 0 ? Name : $"{Name}({string.Join(", ", parts)})";
    }
}

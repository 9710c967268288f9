using System.Collections.Immutable;

namespace Relevance.Catalogue;

/// <summary>The values of a method's parameters: its defaults, and what the user gave. Always valid.</summary>
public sealed class MethodArguments
{
    private readonly MethodDefinition definition;
    private readonly ImmutableDictionary<string, object> given;

    private MethodArguments(MethodDefinition definition, ImmutableDictionary<string, object> given) => (this.definition, this.given) = (definition, given);

    /// <summary>The parameters that were given, in the order of the definition.</summary>
    public IEnumerable<KeyValuePair<string, object>> Given => definition.Parameters.Where(parameter => given.ContainsKey(parameter.Name))
        .Select(parameter => KeyValuePair.Create(parameter.Name, given[parameter.Name]));

    /// <summary>Those that differ from their defaults, in the order of the definition.</summary>
    public IEnumerable<KeyValuePair<string, object>> Changed => definition.Parameters
        .Where(parameter => given.TryGetValue(parameter.Name, out var value) && !value.Equals(parameter.Default))
        .Select(parameter => KeyValuePair.Create(parameter.Name, given[parameter.Name]));

    /// <summary>The defaults.</summary>
    internal static MethodArguments Of(MethodDefinition definition) => new(definition, ImmutableDictionary<string, object>.Empty);

    /// <summary>The same with one more value.</summary>
    /// <param name="name">A parameter of the method.</param>
    /// <param name="text">Its value in writing.</param>
    /// <exception cref="FormatException">There is no such parameter, it was given before, or the value is not one of it.</exception>
    public MethodArguments With(string name, string text)
    {
        var parameter = definition.Parameters.FirstOrDefault(parameter => parameter.Name == name)
            ?? throw new FormatException(Suggestion.For($"parameter of method '{definition.Name}' called", name, [.. definition.Parameters.Select(parameter => parameter.Name)]));
        if (given.ContainsKey(name))
            throw new FormatException($"Parameter '{name}' of method '{definition.Name}' is given twice.");
        return new(definition, given.Add(name, parameter.Parse(text)));
    }

    /// <summary>Whether the parameter was given or has a default.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>The value of a parameter that is a number.</summary>
    public double Number(string name) => (double)Find(name)!;

    /// <summary>The value of a parameter that is a whole number.</summary>
    public int WholeNumber(string name) => (int)Find(name)!;

    /// <summary>The value of a parameter that is one of several words.</summary>
    public string Choice(string name) => (string)Find(name)!;

    /// <summary>The value of a parameter that is true or false.</summary>
    public bool Flag(string name) => (bool)Find(name)!;

    /// <summary>The value of a parameter that is the name of a layer; null where none is given.</summary>
    public string? Layer(string name) => (string?)Find(name);

    private object? Find(string name) => given.TryGetValue(name, out var value) ? value : definition.Parameters.Single(parameter => parameter.Name == name).Default;
}

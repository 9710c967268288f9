using System.Collections.Immutable;
using Relevance.Maps;
using Relevance.Programs;

namespace Relevance.Definitions;

/// <summary>The values of the parameters of a method, rule or composite: its defaults, and what the user gave. Always valid.</summary>
public sealed class Arguments
{
    private readonly Definition definition;
    private readonly ImmutableDictionary<string, object> given;

    private Arguments(Definition definition, ImmutableDictionary<string, object> given) => (this.definition, this.given) = (definition, given);

    /// <summary>The parameters that were given, in the order of the definition.</summary>
    public IEnumerable<KeyValuePair<string, object>> Given => definition.Parameters.Where(parameter => given.ContainsKey(parameter.Name))
        .Select(parameter => KeyValuePair.Create(parameter.Name, given[parameter.Name]));

    /// <summary>Those that differ from their defaults, in the order of the definition.</summary>
    public IEnumerable<KeyValuePair<string, object>> Changed => Given.Where(pair => !pair.Value.Equals(definition.Find(pair.Key).Default));

    /// <summary>The defaults.</summary>
    public static Arguments Of(Definition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return new(definition, ImmutableDictionary<string, object>.Empty);
    }

    /// <summary>The same with one more value.</summary>
    /// <param name="name">A parameter.</param>
    /// <param name="text">Its value in writing, without quotes.</param>
    /// <exception cref="FormatException">There is no such parameter, it was given before, or the value is not one of it.</exception>
    public Arguments With(string name, string text)
    {
        var parameter = definition.Find(name);
        if (given.ContainsKey(name))
            throw new FormatException($"Parameter '{name}' of {definition.Noun} '{definition.Name}' is given twice.");
        return new(definition, given.Add(name, parameter.Parse(text)));
    }

    /// <summary>Whether the parameter was given or has a default.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>The value of a parameter that is a number.</summary>
    public double Number(string name) => (double)Find(name)!;

    /// <summary>The value of a parameter that is a whole number.</summary>
    public int WholeNumber(string name) => (int)Find(name)!;

    /// <summary>The value of a parameter that is a number for each channel; null where none is given.</summary>
    public ChannelValues? Channels(string name) => (ChannelValues?)Find(name);

    /// <summary>The value of a parameter that is one of several words.</summary>
    public string Choice(string name) => (string)Find(name)!;

    /// <summary>The value of a parameter that is one of an enumeration.</summary>
    public TEnum Choice<TEnum>(string name)
        where TEnum : struct, Enum => Enum.GetValues<TEnum>().First(value => Words.Kebab(value) == Choice(name));

    /// <summary>The value of a parameter that is true or false.</summary>
    public bool Flag(string name) => (bool)Find(name)!;

    /// <summary>The value of a parameter that is the name of a layer; null where none is given.</summary>
    public string? Layer(string name) => (string?)Find(name);

    /// <summary>The value of a parameter that is text; null where none is given.</summary>
    public string? Text(string name) => (string?)Find(name);

    private object? Find(string name) => given.TryGetValue(name, out var value) ? value : definition.Find(name).Default;
}

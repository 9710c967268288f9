using System.Collections.Immutable;
using Relevance.Maps;
using Relevance.Programs;

namespace Relevance.Definitions;

/// <summary>
/// The values of the parameters of a method, rule or composite: those the user gave, and defaults for the others. Only valid values can be held.
/// </summary>
public sealed class Arguments
{
    private readonly Definition definition;
    private readonly ImmutableDictionary<string, object> given;

    private Arguments(Definition definition, ImmutableDictionary<string, object> given) => (this.definition, this.given) = (definition, given);

    /// <summary>The parameters that were given, with their values, in the order of the definition.</summary>
    public IEnumerable<KeyValuePair<string, object>> Given => definition.Parameters.Where(parameter => given.ContainsKey(parameter.Name))
        .Select(parameter => KeyValuePair.Create(parameter.Name, given[parameter.Name]));

    /// <summary>The given parameters whose values differ from the defaults, in the order of the definition.</summary>
    public IEnumerable<KeyValuePair<string, object>> Changed => Given.Where(pair => !pair.Value.Equals(definition.Find(pair.Key).Default));

    /// <summary>Creates arguments with the default value of every parameter.</summary>
    public static Arguments Of(Definition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return new(definition, ImmutableDictionary<string, object>.Empty);
    }

    /// <summary>Returns these arguments with the value of one more parameter.</summary>
    /// <param name="name">The name of the parameter.</param>
    /// <param name="text">Its value in writing, without quotes.</param>
    /// <exception cref="FormatException">There is no such parameter, it was given before, or the value is not valid for it.</exception>
    public Arguments With(string name, string text)
    {
        var parameter = definition.Find(name);
        if (given.ContainsKey(name))
            throw new FormatException($"Parameter '{name}' of {definition.Noun} '{definition.Name}' is given twice.");
        return new(definition, given.Add(name, parameter.Parse(text)));
    }

    /// <summary>Returns whether the parameter was given or has a default.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>Gets the value of a parameter that is a number.</summary>
    public double Number(string name) => (double)Find(name)!;

    /// <summary>Gets the value of a parameter that is a whole number.</summary>
    public int WholeNumber(string name) => (int)Find(name)!;

    /// <summary>Gets the value of a parameter that has one number for each channel; null if it was not given.</summary>
    public ChannelValues? Channels(string name) => (ChannelValues?)Find(name);

    /// <summary>Gets the value of a parameter that is one of several words.</summary>
    public string Choice(string name) => (string)Find(name)!;

    /// <summary>Gets the value of a parameter that is a value of an enumeration.</summary>
    public TEnum Choice<TEnum>(string name)
        where TEnum : struct, Enum => Enum.GetValues<TEnum>().First(value => Words.Kebab(value) == Choice(name));

    /// <summary>Gets the value of a parameter that is true or false.</summary>
    public bool Flag(string name) => (bool)Find(name)!;

    /// <summary>Gets the value of a parameter that is the name of a layer; null if it was not given.</summary>
    public string? Layer(string name) => (string?)Find(name);

    /// <summary>Gets the value of a parameter that is text; null if it was not given.</summary>
    public string? Text(string name) => (string?)Find(name);

    private object? Find(string name) => given.TryGetValue(name, out var value) ? value : definition.Find(name).Default;
}

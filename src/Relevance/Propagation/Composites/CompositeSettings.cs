using System.Globalization;
using Relevance.Definitions;
using Relevance.Maps;

namespace Relevance.Propagation.Composites;

/// <summary>The values of the parameters of a named composite: those the user set, and defaults for the others.</summary>
public sealed class CompositeSettings
{
    private readonly IReadOnlyDictionary<string, double> values;

    /// <summary>Merges what the user set into the defaults.</summary>
    /// <param name="composite">The composite's name, for messages.</param>
    /// <param name="low">The smallest value a pixel can have, in normalised units.</param>
    /// <param name="high">The largest.</param>
    /// <param name="defaults">The parameters there are, with their defaults.</param>
    /// <param name="set">What the user set.</param>
    /// <exception cref="ArgumentException">There is no such parameter, or its value is out of range.</exception>
    internal CompositeSettings(string composite, ChannelValues low, ChannelValues high, IReadOnlyDictionary<string, double> defaults, IReadOnlyDictionary<string, double>? set)
    {
        if (!low.Pairs(high).All(pair => pair.Own < pair.Other))
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The pixels' range is empty: low = {low}, high = {high}."));
        (Low, High) = (low, high);
        var merged = new Dictionary<string, double>(defaults);
        foreach (var (name, value) in set ?? new Dictionary<string, double>())
        {
            if (!merged.ContainsKey(name))
                throw new ArgumentException(defaults.Count == 0
                    ? $"Composite '{composite}' has no parameters; '{name}' was set."
                    : Suggestion.For($"parameter of composite '{composite}' called", name, [.. defaults.Keys]));
            if (!(value >= 0) || double.IsInfinity(value))
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Parameter '{name}' of composite '{composite}' must be a number of at least 0, not {value}."));
            merged[name] = value;
        }
        values = merged;
    }

    /// <summary>The smallest value a pixel can have, in normalised units.</summary>
    public ChannelValues Low { get; }

    /// <summary>The largest value a pixel can have, in normalised units.</summary>
    public ChannelValues High { get; }

    /// <summary>Gets the value of a parameter.</summary>
    public double this[string name] => values[name];
}

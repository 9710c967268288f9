using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Relevance.Tool.Commands;

/// <summary>Options that take a number within a range; anything else is an error that names the range.</summary>
internal static class NumberOption
{
    /// <summary>An option with a default.</summary>
    internal static Option<T> Create<T>(string name, string description, T standard, T min, T max)
        where T : struct, INumber<T> => new(name)
        {
            Description = description,
            HelpName = "N",
            DefaultValueFactory = _ => standard,
            CustomParser = result => Parse(result, name, min, max) ?? standard,
        };

    /// <summary>An option without one.</summary>
    internal static Option<T?> Optional<T>(string name, string description, T min, T max)
        where T : struct, INumber<T> => new(name)
        {
            Description = description,
            HelpName = "N",
            CustomParser = result => Parse(result, name, min, max),
        };

    /// <summary>An option that takes several.</summary>
    internal static Option<T[]?> Several<T>(string name, string description, string helpName, T min, T max)
        where T : struct, INumber<T> => new(name)
        {
            Description = description,
            HelpName = helpName,
            AllowMultipleArgumentsPerToken = true,
            CustomParser = result => [.. Enumerable.Range(0, result.Tokens.Count).Select(place => Parse(result, name, min, max, place) ?? T.Zero)],
        };

    /// <summary>One number of an option; a failure is noted in the result.</summary>
    internal static T? Parse<T>(ArgumentResult result, string name, T min, T max, int place = 0)
        where T : struct, INumber<T>
    {
        var text = result.Tokens[place].Value;
        if (T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
            return value;
        var kind = typeof(T) == typeof(double) ? "a number" : "a whole number";
        result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} takes {kind} from {min} to {max}, not '{text}'."));
        return null;
    }
}

using Relevance.Definitions;
using Relevance.Maps;

namespace Relevance.Propagation.Rules;

/// <summary>
/// Rules in writing: <c>gamma(gamma=0.5, bias=spread)</c>. What <see cref="Rule.ToString"/> writes, <see cref="Parse"/> reads.
/// </summary>
public static class RuleNotation
{
    /// <summary>Reads a rule.</summary>
    /// <param name="text">A name, with parameters in brackets where they differ from their defaults.</param>
    /// <param name="low">l of zB where the text does not say, in normalised units.</param>
    /// <param name="high">h of zB where the text does not say.</param>
    /// <param name="own">Rules of your own, besides those known by name.</param>
    /// <exception cref="FormatException">There is no such rule or parameter, or a value is not one; the message says what there is.</exception>
    public static Rule Parse(string text, ChannelValues low, ChannelValues high, params IEnumerable<RuleDefinition> own)
    {
        var (definition, arguments) = Read(text, own);
        try
        {
            return definition.Make(arguments, new InputDomain(low, high));
        }
        catch (ArgumentException error)
        {
            throw new FormatException(error.Message, error);
        }
    }

    /// <summary>Reads a rule without making it.</summary>
    internal static (RuleDefinition Definition, Arguments Arguments) Read(string text, IEnumerable<RuleDefinition> own)
    {
        ArgumentNullException.ThrowIfNull(text);
        var call = CallText.Read(text) ?? throw new FormatException($"'{text}' is not a rule. Write a name, or a name with parameters such as gamma(gamma=0.5).");
        RuleDefinition[] known = [.. RuleDefinitions.All, .. own];
        var definition = known.FirstOrDefault(rule => rule.Name == call.Name)
            ?? throw new FormatException(Suggestion.For("rule", call.Name, [.. known.Select(rule => rule.Name)]));
        var arguments = Arguments.Of(definition);
        foreach (var part in call.Parts)
        {
            if (!CallText.IsParameter(part))
                throw new FormatException($"'{part}' in '{text}' is not a parameter; write name=value.");
            var (name, value) = CallText.Parameter(part);
            arguments = arguments.With(name, value);
        }
        return (definition, arguments);
    }
}

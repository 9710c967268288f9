using Relevance.Definitions;
using Relevance.Maps;

namespace Relevance.Propagation.Rules;

/// <summary>Reads the notation of rules, such as <c>gamma(gamma=0.5, bias=spread)</c>, which <see cref="Rule.ToString"/> writes.</summary>
public static class RuleNotation
{
    /// <summary>Reads a rule.</summary>
    /// <param name="text">The rule's name, followed in brackets by parameters that differ from their defaults.</param>
    /// <param name="low">l of zB where the text does not say, in normalised units.</param>
    /// <param name="high">h of zB where the text does not say.</param>
    /// <param name="own">Definitions of your own rules, in addition to those known by name.</param>
    /// <exception cref="FormatException">The rule, a parameter or a value does not exist; the message lists those that do.</exception>
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

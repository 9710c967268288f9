using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Relevance.Propagation.Composites;

/// <summary>Defines a kind of condition: its notation, its meaning, and how it is read.</summary>
/// <param name="Form">The form of the notation, such as <c>last-N-fully-connected</c>.</param>
/// <param name="Meaning">The layers that it selects, in words.</param>
/// <param name="Read">Creates the condition from a text; returns null if the text is not of this form.</param>
public sealed record LayerConditionDefinition(string Form, string Meaning, Func<string, LayerCondition?> Read);

/// <summary>Reads the notation of conditions: words such as <c>first</c>, else names of layers with the wildcards * and ?, such as <c>features.*</c>.</summary>
public static partial class LayerConditionNotation
{
    /// <summary>The kinds of conditions other than names, in the order in which they are tried.</summary>
    public static ImmutableArray<LayerConditionDefinition> All { get; } =
    [
        Word(LayerCondition.Linear, "every linear layer, sums of branches among them"),
        Word(LayerCondition.First, "the first layer with weights: the one that sees the input"),
        Word(LayerCondition.Last, "the last layer with weights: the one that computes the scores"),
        Word(LayerCondition.Convolution, "convolutions"),
        Word(LayerCondition.Dense, "fully connected layers"),
        Word(LayerCondition.Weightless, "linear layers without weights to learn: average poolings, upsamplings, sums of branches"),
        Word(LayerCondition.Normalization, "normalisations that are not merged with another layer: factors and offsets for each channel"),
        Word(LayerCondition.Activation, "activations: layers that compute each value from one value"),
        new("last-N-fully-connected", "the last N fully connected layers", text => LastDense().Match(text) is { Success: true } match
            ? LayerCondition.LastDense(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)) : null),
        new("kind:KIND", "layers of a kind, such as kind:Conv2d", text => After("kind:", text) is { } kind ? LayerCondition.OfKind(kind) : null),
        new("name:NAME", "layers of a name that could be taken for one of these words", text => After("name:", text) is { } name ? LayerCondition.Named(name) : null),
    ];

    /// <summary>Reads a condition.</summary>
    /// <param name="text">The text; if no form matches, it is the name of a layer.</param>
    /// <param name="own">Definitions of your own conditions, which are tried first.</param>
    public static LayerCondition Parse(string text, params IEnumerable<LayerConditionDefinition> own)
    {
        ArgumentNullException.ThrowIfNull(text);
        return own.Concat(All).Select(definition => definition.Read(text)).FirstOrDefault(condition => condition is not null) ?? LayerCondition.Named(text);
    }

    /// <summary>Whether a text stands for other layers than that of its name.</summary>
    internal static bool IsWord(string text) => All.Any(definition => definition.Read(text) is not null);

    private static LayerConditionDefinition Word(LayerCondition condition, string meaning) => new(condition.Text, meaning, text => text == condition.Text ? condition : null);

    private static string? After(string prefix, string text) =>
        text.Length > prefix.Length && text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : null;

    [GeneratedRegex("^last-([1-9][0-9]{0,3})-fully-connected$")]
    private static partial Regex LastDense();
}

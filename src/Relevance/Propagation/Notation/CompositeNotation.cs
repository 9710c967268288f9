using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Relevance.Propagation.Notation;

/// <summary>
/// Composites in writing, as JSON: <c>{ "name": "mine", "lines": [ { "layers": "first", "rule": "z-box" }, { "layers": "linear", "rule": "epsilon" } ] }</c>,
/// and single lines as <c>PATTERN=RULE</c>.
/// </summary>
/// <remarks>
/// Layers are <c>linear</c>, <c>first</c>, <c>last</c>, <c>convolution</c>, <c>fully-connected</c>, <c>pooling</c>, <c>activation</c>,
/// <c>last-N-fully-connected</c>, <c>kind:KIND</c> such as kind:Conv2d, or a name with the wildcards * and ?, such as <c>features.*</c>.
/// </remarks>
public static partial class CompositeNotation
{
    /// <summary>The words for layers that are not names.</summary>
    public static IReadOnlyList<string> Conditions { get; } =
        ["linear", "first", "last", "convolution", "fully-connected", "pooling", "activation", "last-N-fully-connected", "kind:KIND"];

    /// <summary>Reads a composite from JSON.</summary>
    /// <param name="json">The text.</param>
    /// <param name="low">l of zB where a rule does not say, in normalised units.</param>
    /// <param name="high">h of zB where a rule does not say.</param>
    /// <exception cref="FormatException">The text is not a composite; the message says where and why.</exception>
    public static Composite Parse(string json, double low, double high)
    {
        Document document;
        try
        {
            document = JsonSerializer.Deserialize<Document>(json, Strict) ?? throw new FormatException("The composite is null.");
        }
        catch (JsonException error)
        {
            throw new FormatException($"The composite is not valid JSON of the form {{ \"name\": …, \"lines\": [ {{ \"layers\": …, \"rule\": … }} ] }}: {error.Message}");
        }
        // What is demanded of properties is not demanded of the elements of a list.
        if (document.Lines.Any(line => line is null))
            throw new FormatException("A line of the composite is null; write { \"layers\": …, \"rule\": … }.");
        return new Composite(document.Name, [.. document.Lines.Select(line => new CompositeLine(ParseCondition(line.Layers), RuleNotation.Parse(line.Rule, low, high)))]);
    }

    /// <summary>Reads one line, <c>LAYERS=RULE</c>, such as <c>3=gamma(gamma=0.5)</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="low">l of zB where the rule does not say, in normalised units.</param>
    /// <param name="high">h of zB where the rule does not say.</param>
    /// <exception cref="FormatException">The text is not such a line; the message says why.</exception>
    public static CompositeLine ParseLine(string text, double low, double high) => text.Split('=', 2, StringSplitOptions.TrimEntries) is [{ Length: > 0 } layers, var rule]
        ? new CompositeLine(ParseCondition(layers), RuleNotation.Parse(rule, low, high))
        : throw new FormatException($"'{text}' does not give layers a rule; write LAYERS=RULE, such as convolution=gamma(gamma=0.5).");

    private static LayerCondition ParseCondition(string text) => text switch
    {
        "linear" => LayerCondition.Linear,
        "first" => LayerCondition.First,
        "last" => LayerCondition.Last,
        "convolution" => LayerCondition.Convolution,
        "fully-connected" => LayerCondition.Dense,
        "pooling" => LayerCondition.Weightless,
        "activation" => LayerCondition.Activation,
        _ when text.StartsWith("kind:", StringComparison.Ordinal) => LayerCondition.OfKind(text[5..]),
        _ when LastDense().Match(text) is { Success: true } match => LayerCondition.LastDense(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)),
        _ => LayerCondition.Named(text),
    };

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    [GeneratedRegex(@"^last-([1-9][0-9]{0,3})-fully-connected$")]
    private static partial Regex LastDense();

    private sealed record Document(string Name, IReadOnlyList<Line> Lines);

    private sealed record Line(string Layers, string Rule);
}

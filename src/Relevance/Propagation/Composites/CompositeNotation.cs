using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Relevance.Definitions;
using Relevance.Maps;
using Relevance.Propagation.Rules;

namespace Relevance.Propagation.Composites;

/// <summary>
/// Reads and writes composites as JSON, such as <c>{ "name": "mine", "lines": [ { "layers": "first", "rule": "z-box" }, { "layers": "linear", "rule": "epsilon"
/// } ] }</c>, and as lines <c>LAYERS=RULE</c> separated by semicolons, such as <c>first=z-box; linear=epsilon</c>.
/// </summary>
/// <remarks>The notation of layers is that of <see cref="LayerConditionNotation"/>, the notation of rules that of <see cref="RuleNotation"/>.</remarks>
public static partial class CompositeNotation
{
    private static readonly DocumentContext Strict = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>The words that select layers by other properties than their names.</summary>
    public static ImmutableArray<string> Conditions { get; } = [.. LayerConditionNotation.All.Select(definition => definition.Form)];

    /// <summary>Reads a composite from JSON.</summary>
    /// <param name="json">The JSON text.</param>
    /// <param name="low">l of zB where a rule does not say, in normalised units.</param>
    /// <param name="high">h of zB where a rule does not say.</param>
    /// <param name="own">Definitions of your own rules, in addition to those known by name.</param>
    /// <exception cref="FormatException">The text is not a valid composite; the message says where and why.</exception>
    public static Composite Parse(string json, ChannelValues low, ChannelValues high, params IEnumerable<RuleDefinition> own)
    {
        Document document;
        try
        {
            document = JsonSerializer.Deserialize(json, Strict.Document) ?? throw new FormatException("The composite is null.");
        }
        catch (JsonException error)
        {
            throw new FormatException($"The composite is not valid JSON of the form {{ \"name\": …, \"lines\": [ {{ \"layers\": …, \"rule\": … }} ] }}: {error.Message}", error);
        }
        // What is demanded of properties is not demanded of the elements of a list.
        if (document.Lines.Any(line => line is null))
            throw new FormatException("A line of the composite is null; write { \"layers\": …, \"rule\": … }.");
        return new Composite(document.Name, [.. document.Lines.Select(line =>
            new CompositeLine(LayerConditionNotation.Parse(line.Layers), RuleNotation.Parse(line.Rule, low, high, own)))]);
    }

    /// <summary>Writes a composite as JSON, which <see cref="Parse"/> reads.</summary>
    public static string Write(Composite composite)
    {
        ArgumentNullException.ThrowIfNull(composite);
        return JsonSerializer.Serialize(new Document(composite.Name, [.. composite.Lines.Select(line => new Line($"{line.Condition}", $"{line.Rule}"))]), Strict.Document);
    }

    /// <summary>Reads one line, <c>LAYERS=RULE</c>, such as <c>3=gamma(gamma=0.5)</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="low">l of zB where the rule does not say, in normalised units.</param>
    /// <param name="high">h of zB where the rule does not say.</param>
    /// <param name="own">Definitions of your own rules, in addition to those known by name.</param>
    /// <exception cref="FormatException">The text is not a valid line; the message says why.</exception>
    public static CompositeLine ParseLine(string text, ChannelValues low, ChannelValues high, params IEnumerable<RuleDefinition> own)
    {
        var (layers, rule) = Sides(text);
        return new CompositeLine(LayerConditionNotation.Parse(layers), RuleNotation.Parse(rule, low, high, own));
    }

    /// <summary>Reads lines separated by semicolons, such as <c>first=flat; 3=gamma(gamma=0.5)</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="low">l of zB where a rule does not say, in normalised units.</param>
    /// <param name="high">h of zB where a rule does not say.</param>
    /// <param name="own">Definitions of your own rules, in addition to those known by name.</param>
    /// <exception cref="FormatException">The text is not a valid list of lines; the message says why.</exception>
    public static ImmutableArray<CompositeLine> ParseLines(string text, ChannelValues low, ChannelValues high, params IEnumerable<RuleDefinition> own) =>
        [.. Lines(text).Select(line => ParseLine(line, low, high, own))];

    /// <summary>Writes lines separated by semicolons, which <see cref="ParseLines"/> reads.</summary>
    public static string WriteLines(IEnumerable<CompositeLine> lines) => string.Join("; ", lines);

    /// <summary>Requires that a text is a valid list of lines, regardless of the bounds of the input.</summary>
    /// <exception cref="FormatException">It is not.</exception>
    internal static void RequireLines(string text)
    {
        foreach (var line in Lines(text))
            RuleNotation.Read(Sides(line).Rule, []);
    }

    private static List<string> Lines(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return CallText.Split(text, ';') ?? throw new FormatException($"In '{text}' brackets or quotes do not match.");
    }

    private static (string Layers, string Rule) Sides(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split('=', 2, StringSplitOptions.TrimEntries) is [{ Length: > 0 } layers, var rule]
            ? (layers, rule)
            : throw new FormatException($"'{text}' does not give layers a rule; write LAYERS=RULE, such as convolution=gamma(gamma=0.5).");
    }

    private sealed record Document(string Name, IReadOnlyList<Line> Lines);

    private sealed record Line(string Layers, string Rule);

    // Written by the compiler, so that nothing is asked of reflection, which trimming and native compilation restrict.
    [JsonSerializable(typeof(Document))]
    private sealed partial class DocumentContext : JsonSerializerContext;
}

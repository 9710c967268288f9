using System.Text.Json;
using Relevance.Catalogue;
using Relevance.Studio.Engine;

namespace Relevance.Studio.Api;

/// <summary>
/// Reads the methods of requests: <c>{ "name": "smoothgrad", "samples": 20, "of": { "name": "lrp" } }</c> or <c>{ "notation": "smoothgrad(lrp)" }</c>.
/// </summary>
internal static class MethodReader
{
    private const int MostRules = 32, LongestText = 200, DeepestNesting = 8;

    /// <summary>Reads the methods of a request and refuses what would cost too much.</summary>
    /// <exception cref="StudioException">There is no such method, parameter or value, or together they need too many passes.</exception>
    internal static IReadOnlyList<MethodCall> Read(IReadOnlyList<JsonElement> methods, ExplainedClass question, StudioLimits limits, int copies = 1)
    {
        if (methods.Count > limits.Methods)
            throw StudioException.Invalid($"'methods' has {methods.Count} entries; ask for at most {limits.Methods} at once.");
        MethodCall[] read = [.. methods.Select((method, i) => Read(method, question, $"methods[{i}]"))];
        var passes = copies * read.Sum(method => Math.Min(method.Passes(StudioModel.InputShape), long.MaxValue / limits.Methods / 4));
        return passes <= limits.Passes
            ? read
            : throw new StudioException(400, "Too much to compute",
                $"The methods need about {passes} passes through the network; one request may need {limits.Passes}. Ask for fewer steps, samples or orders.");
    }

    /// <summary>Reads one method.</summary>
    /// <param name="method">The method.</param>
    /// <param name="question">What it is asked.</param>
    /// <param name="place">Its position in the request, for error messages.</param>
    /// <exception cref="StudioException">There is no such method, parameter or value, or it answers another question.</exception>
    internal static MethodCall Read(JsonElement method, ExplainedClass question, string place)
    {
        try
        {
            var call = ReadCall(method, place, 0);
            RequireAnswer(call, question);
            return call;
        }
        catch (FormatException e)
        {
            throw StudioException.Invalid($"{place}: {e.Message}");
        }
    }

    private static MethodCall ReadCall(JsonElement method, string place, int depth)
    {
        if (method.ValueKind != JsonValueKind.Object)
            throw new FormatException("A method is an object such as { \"name\": \"lrp\" }.");
        if (depth > DeepestNesting)
            throw new FormatException("Methods wrap methods too often.");
        var call = (Text(method, "name"), Text(method, "notation")) switch
        {
            ({ } name, null) => MethodCall.Of(MethodCatalogue.Find(name)),
            (null, { } notation) => MethodNotation.Parse(notation),
            _ => throw new FormatException("A method has either a 'name' or a 'notation'."),
        };
        foreach (var property in method.EnumerateObject())
        {
            switch (property.Name)
            {
                case "name" or "notation":
                    break;
                case "of" when call.Definition.Wraps is null:
                    throw new FormatException($"Method '{call.Name}' wraps no other; leave 'of' out.");
                case "of":
                    call = call with { Wrapped = ReadCall(property.Value, $"{place}.of", depth + 1) };
                    break;
                case "rules" when call.Name != PropagationNotation.Method:
                    throw new FormatException($"'rules' belong to {PropagationNotation.Method}, not to {call.Name}.");
                case "rules":
                    string[] lines = [.. ReadRules(property.Value)];
                    if (lines.Length > 0)
                        call = call.With("rules", string.Join("; ", lines));
                    break;
                default:
                    if (property.Value.ValueKind != JsonValueKind.Null)
                        call = call.With(property.Name, Value(property));
                    break;
            }
        }
        return call;
    }

    /// <summary>The studio explains classes, at the pixels.</summary>
    private static void RequireAnswer(MethodCall call, ExplainedClass question)
    {
        if (PropagationNotation.LayerOf(call) is not null)
            throw new FormatException("'layer' would end the propagation at a hidden layer; here it ends at the pixels. 'POST /api/walk' shows every layer.");
        if (PropagationNotation.UnitOf(call) is not null)
            throw new FormatException("'unit' would explain a hidden unit; here classes are explained. 'explain --unit' does.");
        if (PropagationNotation.HasLogOdds(call) && question.Contrast is not null)
            throw new FormatException("'start' log-odds compares with all other classes, 'contrast' with one; give only one of them.");
    }

    private static IEnumerable<string> ReadRules(JsonElement rules)
    {
        if (rules.ValueKind != JsonValueKind.Array || rules.GetArrayLength() > MostRules)
            throw new FormatException($"'rules' is a list of at most {MostRules} lines such as {{ \"layers\": \"3\", \"rule\": \"gamma(gamma=0.5)\" }}.");
        foreach (var line in rules.EnumerateArray())
        {
            if (line.ValueKind != JsonValueKind.Object || Text(line, "layers") is not { } layers || Text(line, "rule") is not { } rule || line.GetPropertyCount() != 2)
                throw new FormatException("A line of 'rules' has the texts 'layers' and 'rule' and nothing else.");
            yield return $"{layers}={rule}";
        }
    }

    private static string? Text(JsonElement element, string name)
    {
        if (!element.TryGetProperty(name, out var value))
            return null;
        return value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= LongestText } text
            ? text
            : throw new FormatException($"'{name}' is a text of 1 to {LongestText} characters.");
    }

    private static string Value(JsonProperty property) => property.Value.ValueKind switch
    {
        JsonValueKind.String => Text(property.Value.GetString()!),
        JsonValueKind.Number => Text(property.Value.GetRawText()),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => throw new FormatException($"'{property.Name}' is a number, a text, true or false."),
    };

    private static string Text(string text) => text.Length <= LongestText ? text : throw new FormatException($"A value has at most {LongestText} characters.");
}

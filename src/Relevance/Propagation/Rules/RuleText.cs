using System.Globalization;
using Relevance.Maps;
using Relevance.Networks.Layers;

namespace Relevance.Propagation.Rules;

/// <summary>Writes rules as in papers, such as <c>LRP-γ (γ = 0.25)</c>. Parameters with their usual values are left out.</summary>
public static class RuleText
{
    private const double UsualStabilizer = 1e-6;

    /// <summary>A sentence for readers that explains which values are left out.</summary>
    public const string Conventions =
        "Where no ε is shown, it is 10⁻⁶. A bias counts as an additional input, fixed at 1, whose share is absorbed, unless the rule says otherwise; " +
        "z⁺ includes only positive biases; zB and flat include none.";

    /// <summary>
    /// Writes the rule of a layer; the treatment of the bias is included only if the layer has a bias and the treatment is not the usual one.
    /// </summary>
    public static string Of(Rule rule, Layer layer) => Of(rule, layer is LinearLayer { Bias: not null });

    private static string Of(Rule rule, bool hasBias)
    {
        var definition = RuleDefinitions.TryFind(rule.Name);
        string[] parts = [.. rule.Parameters.Where(parameter => IsShown(rule, parameter.Key, parameter.Value)).Select(parameter => Part(rule, definition, parameter.Key, parameter.Value)), .. hasBias ? Bias(rule) : []];
        var title = definition?.Title ?? rule.Name;
        return parts.Length == 0 ? title : $"{title} ({string.Join(", ", parts)})";
    }

    /// <summary>The bias has words of its own, a relative ε is said with the ε, and the usual one only of the rule that is named after it.</summary>
    private static bool IsShown(Rule rule, string name, object value) =>
        name != "bias" && !(rule is LrpEpsilon && name == "relative") && !(rule is not LrpEpsilon && name == "epsilon" && value is UsualStabilizer);

    private static string Part(Rule rule, RuleDefinition? definition, string name, object value)
    {
        var symbol = definition?.Parameters.FirstOrDefault(parameter => parameter.Name == name)?.Symbol ?? name;
        var text = value switch
        {
            double number => Number(number),
            ChannelValues values => Range(values),
            _ => $"{value}",
        };
        return $"{symbol} = {text}{(rule is LrpEpsilon { Relative: true } ? " rms" : "")}";
    }

    /// <summary>Writes a number with a typographical minus sign, and small numbers as powers of ten.</summary>
    public static string Number(double value)
    {
        var text = value != 0 && Math.Abs(value) < 1e-3
            ? Scientific(value)
            : value.ToString("0.####", CultureInfo.InvariantCulture);
        return text.Replace('-', '−');
    }

    private static string Scientific(double value)
    {
        var parts = value.ToString("0.###E0", CultureInfo.InvariantCulture).Split('E');
        var exponent = string.Concat(parts[1].Select(c => c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c - '0']));
        return parts[0] switch
        {
            "1" => $"10{exponent}",
            "-1" => $"-10{exponent}",
            _ => $"{parts[0]}·10{exponent}",
        };
    }

    private static string Range(ChannelValues values) => string.Join("; ", values.Values.Select(Number));

    private static string[] Bias(Rule rule) => !rule.Parameters.TryGetValue("bias", out var handling) ? [] : handling switch
    {
        BiasHandling.LeftOut => ["bias left out"],
        BiasHandling.Spread => ["bias spread"],
        _ => [],
    };
}

using System.Globalization;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Propagation;
using Relevance.Propagation.Rules;

namespace MnistExplanation.Explaining;

/// <summary>Rules as a paper writes them: <c>LRP-γ (γ = 0.25)</c>. What has its usual value is left out.</summary>
internal static class RuleText
{
    private const double UsualStabilizer = 1e-6;

    /// <summary>What a reader of such texts must know once.</summary>
    internal const string Conventions =
        "Where no ε is shown it is 10⁻⁶. A bias counts as one more input, fixed at 1, whose share is absorbed, unless the rule says otherwise; " +
        "z⁺ knows positive biases only, zB and flat none.";

    /// <summary>The rule of a layer; its bias handling only where the layer has a bias and it is not the usual one.</summary>
    internal static string Of(Rule rule, Layer layer) => Of(rule, layer is LinearLayer { Bias: not null });

    private static string Of(Rule rule, bool hasBias)
    {
        (string Name, string[] Parts) text = rule switch
        {
            LrpZero => ("LRP-0", []),
            LrpEpsilon r => ("LRP-ε", [$"ε = {Number(r.Epsilon)}{(r.Relative ? " rms" : "")}"]),
            LrpGamma r => ("LRP-γ", [$"γ = {Number(r.Gamma)}", .. Stabilizer(r.Epsilon)]),
            AlphaBeta r => ("LRP-αβ", [$"α = {Number(r.Alpha)}", $"β = {Number(r.Beta)}", .. Stabilizer(r.Epsilon)]),
            ZPlus r => ("z⁺", [.. Stabilizer(r.Epsilon)]),
            ZBox r => ("zB", [$"l = {Range(r.Low)}", $"h = {Range(r.High)}", .. Stabilizer(r.Epsilon)]),
            WSquare r => ("w²", [.. Stabilizer(r.Epsilon)]),
            Flat r => ("flat", [.. Stabilizer(r.Epsilon)]),
            _ => (rule.Name, [.. rule.Parameters.Where(p => p.Key != "bias").Select(p => $"{p.Key} = {(p.Value is double number ? Number(number) : p.Value)}")]),
        };
        string[] parts = [.. text.Parts, .. hasBias ? Bias(rule) : []];
        return parts.Length == 0 ? text.Name : $"{text.Name} ({string.Join(", ", parts)})";
    }

    /// <summary>A number with a true minus sign, small ones as powers of ten.</summary>
    internal static string Number(double value)
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

    private static string[] Stabilizer(double epsilon) => epsilon == UsualStabilizer ? [] : [$"ε = {Number(epsilon)}"];

    private static string[] Bias(Rule rule) => !rule.Parameters.TryGetValue("bias", out var handling) ? [] : handling switch
    {
        BiasHandling.LeftOut => ["bias left out"],
        BiasHandling.Spread => ["bias spread"],
        _ => [],
    };
}

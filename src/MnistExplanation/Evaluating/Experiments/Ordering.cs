using System.Globalization;
using System.Text.Json.Nodes;
using Relevance.Tool.Console;
using Relevance.Tool.Evaluating.Statistics;

namespace MnistExplanation.Evaluating.Experiments;

/// <summary>Whether the methods that a paper favours are better than the others, by a measure of which low values are good.</summary>
/// <param name="RankedMethods">The methods, best mean first.</param>
/// <param name="Claims">Each favoured method against each other.</param>
internal sealed record Ordering(IReadOnlyList<RankedMethod> RankedMethods, IReadOnlyList<Claim> Claims)
{
    /// <summary>The claims that hold, out of all.</summary>
    internal Verdict Verdict => VerdictText.Of(Claims.Count(claim => claim.Outcome == Outcome.Holds), Claims.Count);

    /// <summary>Compares the methods.</summary>
    /// <param name="methods">Favoured ones and others, with values of the same networks and images.</param>
    /// <param name="seed">Determines the resampling.</param>
    internal static Ordering Of(IReadOnlyList<RankedMethod> methods, int seed) => new(
        [.. methods.OrderBy(one => one.Mean)],
        Claim.Test([.. from better in methods where better.Favoured from worse in methods where !worse.Favoured select new Pair(better, worse)], seed));

    /// <summary>One sentence that says it with the figures on which it rests.</summary>
    /// <param name="measure">What the values are, such as "area under the curve".</param>
    internal string Sentence(string measure)
    {
        var ranking = string.Join(", ", RankedMethods.Select(one => $"{one.Title} {Number(one.Mean)}"));
        return $"{Verdict.Text()}: by the {measure}, lowest and best first, the order is {ranking}; of the paper's {Claims.Count} claims {Found()} ({Basis(Claims)}).";
    }

    /// <summary>The methods as a table.</summary>
    /// <param name="caption">What the values are.</param>
    /// <param name="value">The heading of the means.</param>
    /// <param name="seed">Determines the resampling.</param>
    internal ResultTable Means(string caption, string value, int seed) => new(
        caption,
        ["Method", value, "95 % interval", "Without a value"],
        [.. RankedMethods.Select(one => (IReadOnlyList<string>)[one.Title, Number(one.Mean), Text(one.Interval(seed)), one.Failures.ToString(CultureInfo.InvariantCulture)])]);

    /// <summary>The claims as a table.</summary>
    internal ResultTable Table() => new(
        "What the paper claims, image by image",
        ["Claim", "Mean advantage", "95 % interval", "p, corrected", "Outcome"],
        [.. Claims.Select(claim => (IReadOnlyList<string>)[claim.Text, Number(claim.Advantage), Text(claim.Interval), Number(claim.P), Word(claim.Outcome)])]);

    /// <summary>The same for programs.</summary>
    internal JsonArray ToJson() => [.. Claims.Select(ToJson)];

    internal static JsonObject ToJson(Claim claim) => new()
    {
        ["better"] = claim.Pair.Better.Title,
        ["worse"] = claim.Pair.Worse.Title,
        ["advantage"] = claim.Advantage,
        ["low"] = claim.Interval.Low,
        ["high"] = claim.Interval.High,
        ["p_corrected"] = claim.P,
        ["outcome"] = Word(claim.Outcome),
    };

    /// <summary>On what the outcomes rest.</summary>
    internal static string Basis(IReadOnlyList<Claim> claims)
    {
        var networks = claims[0].Pair.Better.Values.Length;
        return $"{claims[0].Images.ToString("N0", CultureInfo.InvariantCulture)} images, {networks} {(networks == 1 ? "network" : "networks")}, p < 5 % after Holm's correction for {claims.Count} comparisons";
    }

    internal static string Word(Outcome outcome) => outcome switch
    {
        Outcome.Holds => "holds",
        Outcome.Reversed => "reversed",
        _ => "open",
    };

    internal static string Text(Interval interval) => $"{Number(interval.Low)} to {Number(interval.High)}";

    /// <summary>Three digits, or all before the point, with a real minus sign.</summary>
    internal static string Number(double value)
    {
        var decimals = value == 0 ? 0 : Math.Clamp(2 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 6);
        return value.ToString($"F{decimals}", CultureInfo.InvariantCulture).Replace('-', '−');
    }

    private string Found()
    {
        var held = Claims.Count(claim => claim.Outcome == Outcome.Holds);
        string?[] parts =
        [
            held == Claims.Count ? "all hold" : held == 0 ? "none holds" : $"{held} hold{(held == 1 ? "s" : "")}",
            Those(Outcome.Reversed) is { } reversed ? $"the reverse holds of {reversed}" : null,
            Those(Outcome.Open) is { } open ? $"undecided is {open}" : null,
        ];
        return string.Join(", ", parts.Where(part => part is not null));
    }

    private string? Those(Outcome outcome) =>
        Claims.Where(claim => claim.Outcome == outcome).Select(claim => $"“{claim.Text}”").ToList() is { Count: > 0 } texts ? Readable.List(texts) : null;
}

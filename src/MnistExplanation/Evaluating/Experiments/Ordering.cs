using System.Globalization;
using System.Text.Json.Nodes;

namespace MnistExplanation.Evaluating.Experiments;

/// <summary>Whether the methods that a paper favours are better than the others, by a measure of which low values are good.</summary>
/// <param name="Contestants">The methods, best mean first.</param>
/// <param name="Comparisons">Each favoured method against each other.</param>
internal sealed record Ordering(IReadOnlyList<Contestant> Contestants, IReadOnlyList<Comparison> Comparisons)
{
    /// <summary>The claims that hold, out of all.</summary>
    internal Verdict Verdict => VerdictText.Of(Comparisons.Count(one => one.Outcome == Outcome.Holds), Comparisons.Count);

    /// <summary>Compares the methods image by image.</summary>
    /// <param name="contestants">Favoured ones and others, with values of the same images.</param>
    /// <param name="seed">Determines the resampling.</param>
    internal static Ordering Of(IReadOnlyList<Contestant> contestants, int seed)
    {
        var pairs = contestants.Where(one => one.Favoured).SelectMany(one => contestants.Where(other => !other.Favoured).Select(other => (one, other))).ToList();
        return new(
            [.. contestants.OrderBy(one => one.Mean)],
            [.. pairs.Select(pair => Comparison.Of(pair.one.Title, pair.other.Title, [pair.one.Values], [pair.other.Values], lowerIsBetter: true, pairs.Count, seed))]);
    }

    /// <summary>One sentence that says it with the figures on which it rests.</summary>
    /// <param name="measure">What the values are, such as "area under the curve".</param>
    internal string Sentence(string measure)
    {
        var ranking = string.Join(", ", Contestants.Select(one => $"{one.Title} {Number(one.Mean)}"));
        return $"{Verdict.Text()}: by the {measure}, lowest and best first, the order is {ranking}; of the paper's {Comparisons.Count} claims {Claims()} "
            + $"({Comparisons[0].Images:N0} images, 95 % intervals corrected for {Comparisons.Count} comparisons).";
    }

    /// <summary>The comparisons as a table.</summary>
    internal ResultTable Table() => new(
        "What the paper claims, image by image",
        ["Claim", "Mean advantage", "95 % interval, corrected", "Outcome"],
        [.. Comparisons.Select(one => (IReadOnlyList<string>)
            [$"{one.Better} better than {one.Worse}", Number(one.Advantage), $"{Number(one.Low)} to {Number(one.High)}", Word(one.Outcome)])]);

    /// <summary>The same for programs.</summary>
    internal JsonArray ToJson() => [.. Comparisons.Select(one => new JsonObject
    {
        ["better"] = one.Better,
        ["worse"] = one.Worse,
        ["advantage"] = one.Advantage,
        ["low"] = one.Low,
        ["high"] = one.High,
        ["outcome"] = Word(one.Outcome),
    })];

    internal static string Word(Outcome outcome) => outcome switch
    {
        Outcome.Holds => "holds",
        Outcome.Reversed => "reversed",
        _ => "open",
    };

    /// <summary>Three digits, or all before the point, with a real minus sign.</summary>
    internal static string Number(double value)
    {
        var decimals = value == 0 ? 0 : Math.Clamp(2 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 6);
        return value.ToString($"F{decimals}", CultureInfo.InvariantCulture).Replace('-', '−');
    }

    private string Claims()
    {
        var held = Comparisons.Count(one => one.Outcome == Outcome.Holds);
        string[] parts =
        [
            held == Comparisons.Count ? "all hold" : held == 0 ? "none holds" : $"{held} hold{(held == 1 ? "s" : "")}",
            .. new[] { (Outcome.Reversed, "the reverse of"), (Outcome.Open, "undecided is") }.SelectMany(Rest),
        ];
        return string.Join(", ", parts);

        IEnumerable<string> Rest((Outcome Outcome, string Text) kind)
        {
            var claims = Comparisons.Where(one => one.Outcome == kind.Outcome).Select(one => $"“{one.Better} better than {one.Worse}”").ToList();
            if (claims.Count > 0)
                yield return $"{kind.Text} {string.Join(" and ", claims)}{(kind.Outcome == Outcome.Reversed ? " holds" : "")}";
        }
    }
}

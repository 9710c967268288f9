using System.Text.Json.Nodes;
using Relevance.Tool.Console;
using Relevance.Tool.Pages;

namespace MnistExplanation.Evaluating.Experiments;

/// <summary>The networks of one kind.</summary>
/// <param name="Variant">Which kind.</param>
/// <param name="Networks">Those of the seeds 0, 1, ….</param>
internal sealed record AdviceResult(AdviceVariant Variant, IReadOnlyList<AdviceMeasurement> Networks)
{
    internal double Accuracy => Networks.Average(network => network.Accuracy);
}

/// <summary>The network that follows all advice against those that do without a piece of it, by each measure.</summary>
/// <param name="Results">All networks; those that follow all advice first.</param>
/// <param name="Claims">For each piece of advice and measure, whether following it is better.</param>
internal sealed record AdviceComparison(IReadOnlyList<AdviceResult> Results, IReadOnlyList<(AdviceVariant Without, string Measure, Claim Found)> Claims)
{
    /// <summary>Whether following the advice was better everywhere.</summary>
    internal Verdict Verdict => VerdictText.Of(Claims.Count(claim => claim.Found.Outcome == Outcome.Holds), Claims.Count);

    /// <summary>Compares image by image and seed by seed.</summary>
    internal static AdviceComparison Of(IReadOnlyList<AdviceResult> results, int seed)
    {
        var pairs = (from without in results.Skip(1)
                     from measure in AdviceMeasurement.Measures
                     select (without.Variant, measure.Title, Pair: new Pair(RankedMethod(results[0], measure.Values, true), RankedMethod(without, measure.Values, false)))).ToList();
        return new(results, [.. pairs.Zip(Claim.Test([.. pairs.Select(pair => pair.Pair)], seed), (pair, claim) => (pair.Variant, pair.Title, claim))]);
    }

    /// <summary>What was found, in one sentence.</summary>
    /// <param name="setting">How the networks were trained.</param>
    internal string Sentence(string setting)
    {
        var pieces = Claims.GroupBy(claim => claim.Without).Select(group => $"with {group.Key.Title} {string.Join(", ",
            group.GroupBy(claim => claim.Found.Outcome).OrderBy(same => same.Key).Select(same => $"{Readable.List(same.Select(claim => claim.Measure))} {Text(same.Key)}"))}");
        var accuracies = Results.Select(result => $"{result.Variant.Title} {Numbers.Percent(result.Accuracy)}");
        return $"{Verdict.Text()}: {string.Join("; ", pieces)}; accuracies are {string.Join(", ", accuracies)} "
            + $"({setting}; for each kind {Ordering.Basis([.. Claims.Select(claim => claim.Found)])}).";

        static string Text(Outcome outcome) => outcome switch { Outcome.Holds => "got worse", Outcome.Reversed => "got better", _ => "did not change for certain" };
    }

    /// <summary>The means of the measures.</summary>
    internal ResultTable Means(string setting) => new(
        $"Means over images and seeds ({setting}); lower is better but for accuracy",
        ["Network", "Accuracy", .. AdviceMeasurement.Measures.Select(measure => measure.Title)],
        [.. Results.Select(result => (IReadOnlyList<string>)
            [result.Variant.Title, Numbers.Percent(result.Accuracy), .. AdviceMeasurement.Measures.Select(measure => Ordering.Number(RankedMethod(result, measure.Values, false).Mean))])]);

    /// <summary>The comparisons as a table.</summary>
    internal ResultTable Table() => new(
        "What following the advice gains, image by image",
        ["Against", "Measure", "Mean advantage", "95 % interval", "p, corrected", "Better as advised"],
        [.. Claims.Select(claim => (IReadOnlyList<string>)
            [claim.Without.Title, claim.Measure, Ordering.Number(claim.Found.Advantage), Ordering.Text(claim.Found.Interval), Ordering.Number(claim.Found.P), Ordering.Word(claim.Found.Outcome)])]);

    /// <summary>The same for programs.</summary>
    internal JsonArray ToJson() => [.. Claims.Select(claim =>
    {
        var json = Ordering.ToJson(claim.Found);
        json["measure"] = claim.Measure;
        return json;
    })];

    private static RankedMethod RankedMethod(AdviceResult result, Func<AdviceMeasurement, IReadOnlyList<double?>> values, bool favoured) =>
        new(result.Variant.Title, [.. result.Networks.Select(network => Experiments.RankedMethod.OrNaN(values(network)))], favoured);
}

using System.Text.Json.Nodes;
using MnistExplanation.Report;

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
internal sealed record AdviceComparison(IReadOnlyList<AdviceResult> Results, IReadOnlyList<(AdviceVariant Without, string Measure, Comparison Found)> Claims)
{
    /// <summary>Whether following the advice was better everywhere.</summary>
    internal Verdict Verdict => VerdictText.Of(Claims.Count(claim => claim.Found.Outcome == Outcome.Holds), Claims.Count);

    /// <summary>Compares image by image; a difference counts only if it has the same sign for every seed.</summary>
    internal static AdviceComparison Of(IReadOnlyList<AdviceResult> results, int seed)
    {
        var count = (results.Count - 1) * AdviceMeasurement.Measures.Length;
        return new(results,
        [
            .. from without in results.Skip(1)
               from measure in AdviceMeasurement.Measures
               select (without.Variant, measure.Title, Comparison.Of(
                   results[0].Variant.Title, without.Variant.Title, [.. results[0].Networks.Select(measure.Values)], [.. without.Networks.Select(measure.Values)], lowerIsBetter: true, count, seed)),
        ]);
    }

    /// <summary>What was found, in one sentence.</summary>
    /// <param name="setting">How the networks were trained.</param>
    internal string Sentence(string setting)
    {
        var pieces = Claims.GroupBy(claim => claim.Without).Select(group => $"with {group.Key.Title} {string.Join(", ",
            group.GroupBy(claim => claim.Found.Outcome).OrderBy(same => same.Key).Select(same => $"{string.Join(" and ", same.Select(claim => claim.Measure))} {Text(same.Key)}"))}");
        var accuracies = Results.Select(result => $"{result.Variant.Title} {Numbers.Percent(result.Accuracy)}");
        return $"{Verdict.Text()}: {string.Join("; ", pieces)}; accuracies are {string.Join(", ", accuracies)} "
            + $"({setting}; {Claims[0].Found.Images:N0} images, 95 % intervals corrected for {Claims.Count} comparisons, and the same sign for every seed).";

        static string Text(Outcome outcome) => outcome switch { Outcome.Holds => "got worse", Outcome.Reversed => "got better", _ => "did not change for certain" };
    }

    /// <summary>The means of the measures.</summary>
    internal ResultTable Means(string setting) => new(
        $"Means over images and seeds ({setting}); lower is better but for accuracy",
        ["Network", "Accuracy", .. AdviceMeasurement.Measures.Select(measure => measure.Title)],
        [.. Results.Select(result => (IReadOnlyList<string>)
            [result.Variant.Title, Numbers.Percent(result.Accuracy), .. AdviceMeasurement.Measures.Select(measure => Ordering.Number(Mean(result, measure.Values)))])]);

    /// <summary>The comparisons as a table.</summary>
    internal ResultTable Table() => new(
        "What following the advice gains, image by image",
        ["Against", "Measure", "Mean advantage", "95 % interval, corrected", "Same sign for every seed", "Better as advised"],
        [.. Claims.Select(claim => (IReadOnlyList<string>)
            [claim.Without.Title, claim.Measure, Ordering.Number(claim.Found.Advantage), $"{Ordering.Number(claim.Found.Low)} to {Ordering.Number(claim.Found.High)}",
             claim.Found.Agreement ? "yes" : "no", Ordering.Word(claim.Found.Outcome)])]);

    /// <summary>The same for programs.</summary>
    internal JsonArray ToJson() => [.. Claims.Select(claim => new JsonObject
    {
        ["without"] = claim.Without.Name,
        ["measure"] = claim.Measure,
        ["advantage"] = claim.Found.Advantage,
        ["low"] = claim.Found.Low,
        ["high"] = claim.Found.High,
        ["same_sign_for_every_seed"] = claim.Found.Agreement,
        ["outcome"] = Ordering.Word(claim.Found.Outcome),
    })];

    internal static double Mean(AdviceResult result, Func<AdviceMeasurement, IReadOnlyList<double?>> values) =>
        result.Networks.Average(network => values(network).Average()) ?? double.NaN;
}

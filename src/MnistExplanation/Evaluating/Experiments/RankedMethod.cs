using System.Text.Json.Nodes;
using Relevance.Metrics;
using Relevance.Tool.Evaluating;
using Relevance.Tool.Evaluating.Statistics;

namespace MnistExplanation.Evaluating.Experiments;

/// <summary>What is compared, such as a method, with its values.</summary>
/// <param name="Title">What figures call it.</param>
/// <param name="Values">[networks][images]; NaN where there is none.</param>
/// <param name="Favoured">Whether the paper found it better than those that it does not favour.</param>
internal sealed record RankedMethod(string Title, double[][] Values, bool Favoured)
{
    /// <summary>The mean over all values.</summary>
    internal double Mean => Values.SelectMany(row => row).Where(value => !double.IsNaN(value)).DefaultIfEmpty(double.NaN).Average();

    /// <summary>How many images, counted once for each network, have no value.</summary>
    internal int Failures => Values.Sum(row => row.Count(double.IsNaN));

    /// <summary>Makes one of what was measured with each network.</summary>
    internal static RankedMethod Of(string title, IReadOnlyList<MeasureResult> results, bool favoured) => new(title, [.. results.Select(result => OrNaN(result.Values))], favoured);

    /// <summary>Values of which some are missing.</summary>
    internal static double[] OrNaN(IReadOnlyList<double?> values) => [.. values.Select(value => value ?? double.NaN)];

    /// <summary>The 95 % bootstrap interval of the mean over images and networks.</summary>
    internal Interval Interval(int seed) => Relevance.Tool.Evaluating.Statistics.Interval.Of(Bootstrap.Run([Values], Summarizing.Resamples, seed)[0].OverBoth) ?? new(double.NaN, double.NaN);

    internal JsonObject ToJson(int seed)
    {
        var interval = Interval(seed);
        return new() { ["title"] = Title, ["mean"] = Mean, ["low"] = interval.Low, ["high"] = interval.High, ["failures"] = Failures };
    }
}

using Relevance.Metrics;
using Relevance.Tool.Evaluating.Statistics;

namespace Relevance.Tool.Evaluating;

/// <summary>Turns measurements into means, intervals, differences and ranks.</summary>
internal static class Summarizing
{
    /// <summary>The number of draws; the least p-value is 1/2000, which forty-five comparisons leave below 5 %.</summary>
    internal const int Resamples = 4000;

    /// <summary>Sums up one measure.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="measurements">Of that measure, [methods][models].</param>
    /// <param name="seed">Decides the draws; the same for all measures.</param>
    internal static MeasureSummary Of(Measure measure, IReadOnlyList<IReadOnlyList<Measurement>> measurements, int seed)
    {
        double[][][] values = [.. measurements.Select(models => models.Select(measurement => measurement.Values.Select(value => value ?? double.NaN).ToArray()).ToArray())];
        (int A, int B)[] pairs = [.. from a in Enumerable.Range(0, values.Length) from b in Enumerable.Range(a + 1, values.Length - a - 1) select (a, b)];
        var resampled = Bootstrap.Run([.. values, .. pairs.Select(pair => Difference(values[pair.A], values[pair.B]))], Resamples, seed);
        var ranks = Ranks([.. resampled.Take(values.Length).Select(each => each.Mean)], measure.Better);
        var methods = measurements.Select((models, method) => new Summary(
            method, OrNull(resampled[method].Mean), Interval.Of(resampled[method].OverBoth), Interval.Of(resampled[method].OverImages), Interval.Of(resampled[method].OverModels))
        {
            Count = models.Sum(measurement => measurement.Values.Count(value => value is not null)),
            Failures = models.Sum(measurement => measurement.Failures.Count),
            Reasons = models.SelectMany(measurement => measurement.Failures).CountBy(failure => failure.Reason).OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(),
            Rank = ranks[method],
            Curves = Curves(models),
        });
        return new(measure, [.. methods], Compare(pairs, resampled[values.Length..]));
    }

    private static Comparison[] Compare((int A, int B)[] pairs, Resampled[] differences)
    {
        double[] chances = [.. differences.Select(difference => difference.PValue)];
        var corrected = Holm.Correct(chances);
        return [.. pairs.Select((pair, i) => new Comparison(
            pair.A, pair.B, OrNull(differences[i].Mean), Interval.Of(differences[i].OverBoth), chances[i], corrected[i]))];
    }

    /// <summary>From image to image, where both have a value.</summary>
    private static double[][] Difference(double[][] a, double[][] b) => [.. a.Zip(b, (left, right) => left.Zip(right, (x, y) => x - y).ToArray())];

    private static double? OrNull(double value) => double.IsNaN(value) ? null : value;

    private static double?[] Ranks(double[] means, Better better)
    {
        double[] keys = [.. means.Select(mean => better == Better.Lower ? mean : -mean)];
        double[] present = [.. keys.Where(key => !double.IsNaN(key))];
        return [.. keys.Select(double? (key) => double.IsNaN(key) || present.Max() == present.Min() ? null
            : 1 + present.Count(other => other < key) + (present.Count(other => other == key) - 1) / 2.0)];
    }

    private static MeasurementCurve[] Curves(IReadOnlyList<Measurement> models)
    {
        // Of a model for which every image failed there is no curve.
        Measurement[] drawn = [.. models.Where(measurement => measurement.Curves.All(curve => curve.Mean.Count > 0))];
        return drawn.Length == 0 ? [] : [.. drawn[0].Curves.Select((curve, number) => curve with
        {
            Mean = [.. curve.Steps.Select((_, step) => drawn.Average(measurement => measurement.Curves[number].Mean[step]))],
        })];
    }
}

using Relevance.Metrics;
using Relevance.Tool.Evaluating.Statistics;

namespace Relevance.Tool.Evaluating;

/// <summary>The summary of a measure for one method, over all images and models.</summary>
internal sealed record Summary(int Method, double? Mean, Interval? Interval, Interval? OverImages, Interval? OverModels)
{
    /// <summary>How many values there are.</summary>
    internal required int Count { get; init; }

    /// <summary>How many images, counted once for each model, have none.</summary>
    internal required int Failures { get; init; }

    /// <summary>Why, with how often.</summary>
    internal required IReadOnlyDictionary<string, int> Reasons { get; init; }

    /// <summary>1 for the best; equal means share the mean of their ranks. Null where there is no value, or all means are the same.</summary>
    internal required double? Rank { get; init; }

    /// <summary>The curves on average over the models.</summary>
    internal required IReadOnlyList<MeasurementCurve> Curves { get; init; }
}

/// <summary>The difference between two methods, from image to image and model to model.</summary>
/// <param name="A">The first method.</param>
/// <param name="B">The second one.</param>
/// <param name="Difference">The mean of A − B over what both have a value for; null if there is nothing.</param>
/// <param name="Interval">Of the difference.</param>
/// <param name="P">The probability of such a difference by chance, uncorrected.</param>
/// <param name="Corrected">The same, corrected for the number of comparisons by this measure.</param>
internal sealed record Comparison(int A, int B, double? Difference, Interval? Interval, double P, double Corrected);

/// <summary>The summary of one measure for all methods.</summary>
internal sealed record MeasureSummary(Measure Measure, IReadOnlyList<Summary> Methods, IReadOnlyList<Comparison> Comparisons)
{
    /// <summary>The methods that share the best mean; none where all are the same.</summary>
    internal IEnumerable<int> Best => Methods.Where(method => method.Rank is not null && method.Rank == Methods.Min(other => other.Rank)).Select(method => method.Method);

    /// <summary>Whether a method cannot be told from the best one.</summary>
    internal bool IsAsGoodAsBest(int method) => Best.Any(best => best != method && Comparisons.Any(
        comparison => (comparison.A, comparison.B) == (Math.Min(best, method), Math.Max(best, method)) && comparison.Corrected > 0.05));
}

namespace Relevance.Tool.Evaluating.Statistics;

/// <summary>A mean, and what it would have been with other images, other models, and both; NaN where a draw had no value.</summary>
internal sealed record Resampled(double Mean, double[] OverImages, double[] OverModels, double[] OverBoth)
{
    /// <summary>
    /// The probability of a mean at least as far from 0 if there were no difference: twice the share of the draws that fell on the other side of 0; never
    /// below 2/(draws + 1).
    /// </summary>
    /// <remarks>Source: Davison and Hinkley, Bootstrap methods and their application, 1997, section 4.4.</remarks>
    internal double PValue
    {
        get
        {
            var draws = OverBoth.Where(value => !double.IsNaN(value)).ToArray();
            var beyond = Math.Min(draws.Count(value => value <= 0), draws.Count(value => value >= 0));
            return Math.Min(1, 2 * (beyond + 1.0) / (draws.Length + 1));
        }
    }
}

/// <summary>Between which bounds a mean lies with 95 % confidence.</summary>
internal readonly record struct Interval(double Low, double High)
{
    /// <summary>The 2.5 % and 97.5 % points of resampled means; null if there is none.</summary>
    internal static Interval? Of(double[] resampled)
    {
        double[] sorted = [.. resampled.Where(value => !double.IsNaN(value)).Order()];
        return sorted.Length == 0 ? null : new(Quantile(sorted, 0.025), Quantile(sorted, 0.975));
    }

    private static double Quantile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        return below + 1 == sorted.Length ? sorted[below] : sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]);
    }
}

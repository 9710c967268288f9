namespace Relevance.Tool.Evaluating.Statistics;

/// <summary>
/// Corrects p-values for the number of comparisons: with k comparisons the smallest is multiplied by k, the next by k − 1, and so on, none becoming less
/// than the one before. The chance that any of those below 5 % is there by accident is then at most 5 %, however the comparisons hang together.
/// </summary>
/// <remarks>Source: Holm, A simple sequentially rejective multiple test procedure, 1979.</remarks>
internal static class Holm
{
    /// <summary>The corrected values, in the same order.</summary>
    internal static double[] Correct(IReadOnlyList<double> values)
    {
        var (corrected, least) = (new double[values.Count], 0.0);
        foreach (var (rank, place) in Enumerable.Range(0, values.Count).OrderBy(place => values[place]).Index())
            corrected[place] = least = Math.Max(least, Math.Min(1, (values.Count - rank) * values[place]));
        return corrected;
    }
}

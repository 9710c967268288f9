using Relevance.Metrics;

namespace Relevance.Tool.Evaluating;

/// <summary>The image that methods explain best, and the one that they explain worst, by a measure.</summary>
/// <param name="Best">Its place among the images judged.</param>
/// <param name="Worst">Likewise.</param>
internal readonly record struct Extremes(int Best, int Worst)
{
    /// <summary>
    /// By the mean over the methods of the image's rank among all images: methods measure in different units. Of the first model; null where fewer than two
    /// images have a value by every method.
    /// </summary>
    internal static Extremes? Of(Evaluation evaluation, MeasureSummary summary)
    {
        IReadOnlyList<double?>[] values = [.. Enumerable.Range(0, evaluation.Methods.Count).Select(method => evaluation.Measurements[(0, method, summary.Measure.Name)].Values)];
        int[] complete = [.. Enumerable.Range(0, values[0].Count).Where(image => values.All(row => row[image] is not null))];
        if (complete.Length < 2)
            return null;
        var ranks = new double[values[0].Count];
        foreach (var row in values)
        {
            var sign = summary.Measure.Better == Better.Lower ? 1 : -1;
            foreach (var (rank, group) in complete.GroupBy(image => sign * row[image]!.Value).OrderBy(group => group.Key).Index())
            {
                foreach (var image in group)
                    ranks[image] += rank;
            }
        }
        return new(complete.MinBy(image => ranks[image]), complete.MaxBy(image => ranks[image]));
    }
}

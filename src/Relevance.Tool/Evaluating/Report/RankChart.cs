using Relevance.Imaging;

namespace Relevance.Tool.Evaluating.Report;

/// <summary>Which method is the best by which measure, at a glance.</summary>
internal static class RankChart
{
    internal static RankMatrix Create(Evaluation evaluation)
    {
        // A measure by which all are the same ranks none.
        MeasureSummary[] telling = [.. evaluation.Measures.Where(summary => summary.Methods.Any(method => method.Rank is not null))];
        var ranks = new double?[Math.Max(1, telling.Length), evaluation.Methods.Count];
        for (var measure = 0; measure < telling.Length; measure++)
        {
            for (var method = 0; method < evaluation.Methods.Count; method++)
                ranks[measure, method] = telling[measure].Methods[method].Rank;
        }
        return new()
        {
            Title = $"{evaluation.Methods.Count} methods by {telling.Length} measures, on {evaluation.Images.Dataset}",
            Subtitle = "Rank of each method by its mean: 1 is best. Neighbouring ranks may not differ by more than chance; measures ask different things, so that no sum of ranks makes a winner.",
            Rows = telling.Length == 0 ? ["no measure tells them apart"] : [.. telling.Select(summary => summary.Measure.Title)],
            Columns = evaluation.Methods,
            Ranks = ranks,
        };
    }
}

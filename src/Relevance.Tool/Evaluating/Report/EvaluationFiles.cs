using System.Text;

namespace Relevance.Tool.Evaluating.Report;

/// <summary>The files in the folder of results. All but the times have the same bytes each time.</summary>
internal static class EvaluationFiles
{
    internal const string Document = "evaluation.json", Table = "evaluation.csv", Comparisons = "comparisons.csv", Times = "times.json", Report = "evaluation.html",
        Ranks = "ranks.png", Curves = "selectivity.png";

    /// <summary>Their names and contents.</summary>
    internal static IEnumerable<(string Name, byte[] Content)> Of(Evaluation evaluation)
    {
        yield return (Document, EvaluationDocument.Write(evaluation));
        yield return (Table, Encoding.UTF8.GetBytes(EvaluationTables.Results(evaluation)));
        yield return (Comparisons, Encoding.UTF8.GetBytes(EvaluationTables.Comparisons(evaluation)));
        yield return (Times, EvaluationDocument.WriteTimes(evaluation));
        if (evaluation.Request.Methods.Count > 1)
            yield return (Ranks, RankChart.Create(evaluation).Render().ToPng());
        if (CurveCharts.Find(evaluation, "selectivity") is { } curves)
            yield return (Curves, curves.Render().ToPng());
        yield return (Report, Encoding.UTF8.GetBytes(EvaluationPage.Write(evaluation)));
    }
}

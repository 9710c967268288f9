using System.Globalization;
using System.Text;

namespace Relevance.Tool.Evaluating.Report;

/// <summary>The results as tables of comma-separated values.</summary>
internal static class EvaluationTables
{
    internal static string Results(Evaluation evaluation) => Write(
        "measure,better,method,mean,low,high,low_over_images,high_over_images,low_over_models,high_over_models,values,failures,rank",
        from summary in evaluation.Measures
        from method in summary.Methods
        select new object?[]
        {
            summary.Measure.Name, summary.Measure.Better.ToString().ToLowerInvariant(), evaluation.Methods[method.Method], method.Mean, method.Interval?.Low, method.Interval?.High,
            method.OverImages?.Low, method.OverImages?.High, method.OverModels?.Low, method.OverModels?.High, method.Count, method.Failures, method.Rank,
        });

    internal static string Comparisons(Evaluation evaluation) => Write(
        "measure,method_a,method_b,difference,low,high,p,p_corrected",
        from summary in evaluation.Measures
        from pair in summary.Comparisons
        select new object?[]
        {
            summary.Measure.Name, evaluation.Methods[pair.A], evaluation.Methods[pair.B], pair.Difference, pair.Interval?.Low, pair.Interval?.High, pair.P, pair.Corrected,
        });

    private static string Write(string header, IEnumerable<object?[]> rows)
    {
        var text = new StringBuilder(header).Append('\n');
        foreach (var row in rows)
            text.AppendJoin(',', row.Select(Field)).Append('\n');
        return text.ToString();
    }

    /// <summary>Methods in writing have commas.</summary>
    private static string Field(object? value)
    {
        var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        return text.Contains(',', StringComparison.Ordinal) ? $"\"{text}\"" : text;
    }
}

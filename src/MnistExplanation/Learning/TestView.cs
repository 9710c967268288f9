using Relevance.Tool.Console;

namespace MnistExplanation.Learning;

/// <summary>Shows how a model did on a test set.</summary>
internal static class TestView
{
    /// <summary>Ten columns with longer names do not fit a terminal.</summary>
    private const int LongestHeading = 4;

    /// <summary>Accuracy in one line.</summary>
    internal static string Line(TestSummary summary) =>
        $"{Readable.Percent((double)summary.Correct / summary.Images)} of {summary.Images:N0} test images ({summary.Images - summary.Correct:N0} wrong)";

    /// <summary>The confusion matrix with the accuracy of each class. Where names are long, the columns have the numbers that stand before them in the rows.</summary>
    internal static TextTable Table(TestSummary summary)
    {
        var isNumbered = summary.ClassNames.Any(name => name.Length > LongestHeading);
        TextColumn[] columns =
        [
            new("true"), .. summary.ClassNames.Select((name, label) => TextColumn.Number(isNumbered ? $"{label}" : name)),
            TextColumn.Number("images"), TextColumn.Number("correct"),
        ];
        var table = new TextTable(columns) { Title = "true class in rows, predicted class in columns" };
        for (var label = 0; label < summary.Confusion.Length; label++)
            table.AddRow([.. Row(summary, label, isNumbered)]);
        return table;
    }

    private static IEnumerable<string> Row(TestSummary summary, int label, bool isNumbered)
    {
        var row = summary.Confusion[label];
        yield return isNumbered ? $"{label} {summary.ClassNames[label]}" : summary.ClassNames[label];
        // A dot for zero keeps the errors in view.
        foreach (var count in row)
            yield return count == 0 ? "·" : $"{count}";
        yield return $"{row.Sum():N0}";
        yield return row.Sum() == 0 ? "–" : Readable.Percent((double)row[label] / row.Sum());
    }
}

using Relevance.Tool.Console;
using Spectre.Console;

namespace MnistExplanation.Learning;

/// <summary>Shows how a model did on a test set.</summary>
internal static class TestView
{
    /// <summary>Accuracy in one line.</summary>
    internal static string Line(TestSummary summary) =>
        $"{Readable.Percent((double)summary.Correct / summary.Images)} of {summary.Images:N0} test images ({summary.Images - summary.Correct:N0} wrong)";

    /// <summary>The confusion matrix with the accuracy of each class.</summary>
    internal static Table Table(TestSummary summary)
    {
        var table = new Table { Border = TableBorder.Simple, Title = new TableTitle("true class in rows, predicted class in columns") };
        table.AddColumn("");
        foreach (var name in summary.ClassNames)
            table.AddColumn(new TableColumn(Markup.Escape(name)) { Alignment = Justify.Right });
        table.AddColumn(new TableColumn("images") { Alignment = Justify.Right });
        table.AddColumn(new TableColumn("correct") { Alignment = Justify.Right });
        for (var label = 0; label < summary.Confusion.Length; label++)
            table.AddRow([.. Row(summary, label).Select(cell => new Text(cell))]);
        return table;
    }

    private static IEnumerable<string> Row(TestSummary summary, int label)
    {
        var row = summary.Confusion[label];
        yield return summary.ClassNames[label];
        // A dot for zero keeps the errors in view.
        foreach (var count in row)
            yield return count == 0 ? "·" : $"{count}";
        yield return $"{row.Sum():N0}";
        yield return row.Sum() == 0 ? "–" : Readable.Percent((double)row[label] / row.Sum());
    }
}

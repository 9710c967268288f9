using System.Globalization;
using Relevance.Tool.Console;
using Spectre.Console;

namespace MnistExplanation.Interpreting;

/// <summary>Shows on the console what was found.</summary>
internal static class InterpretView
{
    private const int Named = 5;

    internal static void ShowClasses(IReadOnlyList<IReadOnlyList<Prototype>> variants, IReadOnlyList<string> classNames, Terminal terminal)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("variant", "class", "predicted", "");
        foreach (var heading in new[] { "probability", "objective", "steps" })
            table.AddColumn(new TableColumn(heading) { Alignment = Justify.Right });
        foreach (var prototype in variants.SelectMany(row => row))
        {
            table.AddRow(
                prototype.Variant.Name,
                Markup.Escape(prototype.Subject),
                Markup.Escape(classNames[prototype.Predicted]),
                prototype.Predicted == prototype.Class ? "" : "another class",
                Readable.Percent(Math.Exp(prototype.Value)),
                Number(prototype.History[^1]),
                $"{prototype.History.Count - 1}{(prototype.Converged ? "" : "+")}");
        }
        terminal.Out.Write(table);
        if (variants.Any(row => row.Any(prototype => !prototype.Converged)))
            terminal.Line("+ not at rest yet: --steps allows more.");
    }

    internal static void ShowUnits(IReadOnlyList<InterpretedUnit> units, IReadOnlyList<string> classNames, string source, Terminal terminal)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn("unit");
        foreach (var prototype in units[0].Prototypes)
            table.AddColumn(new TableColumn(Markup.Escape($"activation, {prototype.Variant.Name}")) { Alignment = Justify.Right });
        table.AddColumn($"most exciting digits: class (index) activation");
        foreach (var unit in units)
        {
            table.AddRow(
            [
                Markup.Escape($"{unit.Choice}"),
                .. unit.Prototypes.Select(prototype => Number(prototype.Value)),
                Markup.Escape(string.Join(", ", unit.Exciting.Take(Named).Select(digit => $"{classNames[digit.Label]} ({digit.Index}) {Number(digit.Activation)}"))),
            ]);
        }
        terminal.Out.Write(table);
        terminal.Line($"The digits are of {source}.");
    }

    private static string Number(double value) => value.ToString("G5", CultureInfo.InvariantCulture);
}

using System.Globalization;
using Relevance.Tool.Console;

namespace MnistExplanation.Interpreting;

/// <summary>Shows on the console what was found.</summary>
internal static class InterpretView
{
    private const int Named = 5;

    internal static void ShowClasses(IReadOnlyList<IReadOnlyList<Prototype>> variants, IReadOnlyList<string> classNames, Terminal terminal)
    {
        var table = new TextTable(
            new("variant"), new("class") { Wraps = true }, new("predicted") { Wraps = true }, TextColumn.Number("probability"), TextColumn.Number("objective"), TextColumn.Number("steps"));
        foreach (var prototype in variants.SelectMany(row => row))
        {
            table.AddRow(
                prototype.Variant.Name,
                prototype.Subject,
                classNames[prototype.Predicted] + (prototype.Predicted == prototype.Class ? "" : " (another class)"),
                Readable.Percent(Math.Exp(prototype.Value)),
                Number(prototype.History[^1]),
                $"{prototype.History.Count - 1}{(prototype.Converged ? "" : "+")}");
        }
        table.Show(terminal);
        if (variants.Any(row => row.Any(prototype => !prototype.Converged)))
            terminal.Line("+ not at rest yet: --steps allows more.");
    }

    internal static void ShowUnits(IReadOnlyList<InterpretedUnit> units, IReadOnlyList<string> classNames, string source, Terminal terminal)
    {
        var table = new TextTable(
        [
            new("unit"), .. units[0].Prototypes.Select(prototype => TextColumn.Number($"activation, {prototype.Variant.Name}")),
            new("most exciting digits: class (index) activation") { Wraps = true },
        ]);
        foreach (var unit in units)
        {
            table.AddRow(
            [
                $"{unit.Choice}",
                .. unit.Prototypes.Select(prototype => Number(prototype.Value)),
                // No-break spaces keep a digit in one line.
                string.Join(", ", unit.Exciting.Take(Named).Select(digit => $"{classNames[digit.Label]} ({digit.Index}) {Number(digit.Activation)}".Replace(' ', '\u00a0'))),
            ]);
        }
        table.Show(terminal);
        terminal.Line($"The digits are of {source}.");
    }

    private static string Number(double value) => value.ToString("G5", CultureInfo.InvariantCulture);
}

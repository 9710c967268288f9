using System.Globalization;
using Relevance.Imaging;
using Relevance.Tool.Console;

namespace MnistExplanation.Interpreting;

/// <summary>The figures: classes in columns and variants in rows; or hidden units in rows, beside the digits that excite them most.</summary>
internal static class PrototypeSheet
{
    private const int PanelSize = 84;

    /// <summary>Classes in columns, variants in rows.</summary>
    internal static Sheet OfClasses(IReadOnlyList<IReadOnlyList<Prototype>> variants) => new()
    {
        Title = "Prototypes of the classes",
        Subtitle = "Activation maximisation: " + string.Join("; ", variants.Select(row => $"{row[0].Variant.Title}: {row[0].Variant.Formula}"))
            + ". Above each image the probability that the network gives to the class of its column.",
        ColumnHeadings = [.. variants[0].Select(prototype => prototype.Subject)],
        Rows = [.. variants.Select(row => new SheetRow([.. row.Select(ClassCell)]) { Heading = row[0].Variant.Title })],
        FlagNote = "taken for another class",
        PanelSize = PanelSize,
    };

    /// <summary>Hidden units in rows.</summary>
    internal static Sheet OfUnits(IReadOnlyList<InterpretedUnit> units, string source) => new()
    {
        Title = "What excites hidden units",
        Subtitle = "Left: images found by activation maximisation. Right: the digits that excite the unit most, of " + source
            + ". Above each image the activation; of a feature map, its mean.",
        ColumnHeadings = [.. units[0].Prototypes.Select(prototype => prototype.Variant.Title), .. units[0].Exciting.Select((_, place) => $"{place + 1}.")],
        Rows = [.. units.Select(unit => new SheetRow([.. unit.Prototypes.Select(UnitCell), .. unit.Exciting.Select(DigitCell)]) { Heading = $"{unit.Choice}" })],
        PanelSize = PanelSize,
    };

    private static SheetCell ClassCell(Prototype prototype) => new(Panel.Image(prototype.Map))
    {
        Title = Readable.Percent(Math.Exp(prototype.Value)),
        Flagged = prototype.Predicted != prototype.Class,
    };

    private static SheetCell UnitCell(Prototype prototype) => new(Panel.Image(prototype.Map)) { Title = Number(prototype.Value) };

    private static SheetCell DigitCell(ExcitingDigit digit) => new(Panel.Image(digit.Map)) { Title = Number(digit.Activation) };

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}

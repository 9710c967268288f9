namespace Relevance.Imaging;

/// <summary>A place of the sheet: one or more panels side by side under a common title, such as a digit and its heatmap.</summary>
/// <param name="Panels">From left to right; none for an empty place.</param>
public sealed record SheetCell(params IReadOnlyList<Panel> Panels)
{
    /// <summary>One line above the panels, such as "true 4 · predicted 9".</summary>
    public string? Title { get; init; }

    /// <summary>
    /// Whether the cell stands out, as a wrong prediction does: its title is bold and carries a ✗, its frame is thick; the sheet's
    /// <see cref="Sheet.FlagNote"/> explains the mark.
    /// </summary>
    public bool Flagged { get; init; }

    /// <summary>An empty place.</summary>
    public static SheetCell Empty { get; } = new();

    internal string? ShownTitle => Flagged ? "✗ " + Title : Title;

    internal TextStyle TitleStyle => Flagged ? TextStyle.Label with { Bold = true, Color = SheetTheme.Flag } : TextStyle.Label;
}

/// <summary>A row of a sheet.</summary>
/// <param name="Cells">From left to right; rows may differ in length.</param>
public sealed record SheetRow(params IReadOnlyList<SheetCell> Cells)
{
    /// <summary>What the row shows, written at its left.</summary>
    public string? Heading { get; init; }

    /// <summary>
    /// Headings of the columns from this row on, where a figure has more columns than fit side by side and goes on below; none for those above. As
    /// many as the row has cells.
    /// </summary>
    public IReadOnlyList<string> ColumnHeadings { get; init; } = [];
}

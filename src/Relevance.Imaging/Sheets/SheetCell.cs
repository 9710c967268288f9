namespace Relevance.Imaging;

/// <summary>A cell of a sheet: one or more panels side by side under a common title, such as an image and its heatmap.</summary>
/// <param name="Panels">The panels from left to right; none for an empty cell.</param>
public sealed record SheetCell(params IReadOnlyList<Panel> Panels)
{
    /// <summary>A line above the panels, such as "true 4 · predicted 9".</summary>
    public string? Title { get; init; }

    /// <summary>
    /// Whether the cell is emphasised, such as that of a wrong prediction, by a bold title with a ✗ and a thick frame; the sheet's <see cref="Sheet.FlagNote"/>
    /// explains the mark.
    /// </summary>
    public bool Flagged { get; init; }

    /// <summary>An empty cell.</summary>
    public static SheetCell Empty { get; } = new();

    internal string? ShownTitle => Flagged ? "✗ " + Title : Title;

    internal TextStyle TitleStyle => Flagged ? TextStyle.Label with { Bold = true, Color = SheetTheme.Flag } : TextStyle.Label;
}

/// <summary>A row of a sheet.</summary>
/// <param name="Cells">The cells from left to right; rows may differ in length.</param>
public sealed record SheetRow(params IReadOnlyList<SheetCell> Cells)
{
    /// <summary>The heading of the row, written to its left; null for none.</summary>
    public string? Heading { get; init; }

    /// <summary>
    /// The headings of the columns from this row on, one for each cell of the row, for figures whose columns continue below; empty to keep the headings above.
    /// </summary>
    public IReadOnlyList<string> ColumnHeadings { get; init; } = [];
}

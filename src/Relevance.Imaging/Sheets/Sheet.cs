namespace Relevance.Imaging;

/// <summary>
/// A figure: rows and columns of digits and heatmaps with titles, headings and a colour bar for every scale in use. On white, at twice
/// the layout's resolution, with the embedded font.
/// </summary>
public sealed record Sheet
{
    /// <summary>The figure's title.</summary>
    public required string Title { get; init; }

    /// <summary>What to look for, below the title; broken into lines as wide as the figure.</summary>
    public string? Subtitle { get; init; }

    /// <summary>The rows, from the top.</summary>
    public required IReadOnlyList<SheetRow> Rows { get; init; }

    /// <summary>One heading per column, or none; a heading may have several lines.</summary>
    public IReadOnlyList<string> ColumnHeadings { get; init; } = [];

    /// <summary>Whether all columns are as wide as the widest.</summary>
    public bool HasEvenColumns { get; init; }

    /// <summary>The room between columns in layout units.</summary>
    public int ColumnGap { get; init; } = SheetTheme.ColumnGap;

    /// <summary>Width / height of the picture, such as 16.0 / 9 for a slide: white is added at two sides until it is reached. Null for as large as the content.</summary>
    public double? AspectRatio { get; init; }

    /// <summary>What to say below a colour bar in place of how many maps share it.</summary>
    public string? ScaleNote { get; init; }

    /// <summary>What the mark ✗ of flagged cells means.</summary>
    public string FlagNote { get; init; } = "wrong prediction";

    /// <summary>
    /// The side of a panel in layout units (96 per inch). Maps are enlarged by the whole factor that comes nearest, so that every
    /// pixel of a map is a square of the same size.
    /// </summary>
    public int PanelSize { get; init; } = 112;

    /// <summary>Arranges cells in rows of equal length.</summary>
    /// <param name="title">The figure's title.</param>
    /// <param name="columns">Cells per row, at least 1.</param>
    /// <param name="cells">The cells, row by row.</param>
    /// <returns>The sheet, to be completed by <c>with</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is less than one column.</exception>
    public static Sheet Grid(string title, int columns, IEnumerable<SheetCell> cells)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        return new Sheet { Title = title, Rows = [.. cells.Chunk(columns).Select(row => new SheetRow(row))] };
    }

    /// <summary>Finds the size that the picture will have, in layout units, without drawing it.</summary>
    /// <exception cref="ArgumentException">As for <see cref="Render"/>.</exception>
    public (int Width, int Height) Measure() => SheetLayout.Of(this).Size;

    /// <summary>Draws the sheet.</summary>
    /// <returns>The picture, with a <see cref="Picture.Density"/> of 2.</returns>
    /// <exception cref="ArgumentException">
    /// There is no panel at all, or the number of column headings is not that of the columns, or of the row's cells.
    /// </exception>
    public Picture Render() => new SheetPainter(SheetLayout.Of(this)).Paint();
}

namespace Relevance.Imaging;

/// <summary>
/// A figure of images and heatmaps in rows and columns, with titles, headings and a colour bar for every scale in use. It is drawn on white at twice the
/// resolution of the layout, with an embedded font.
/// </summary>
public sealed record Sheet
{
    /// <summary>The figure's title.</summary>
    public required string Title { get; init; }

    /// <summary>A text below the title, such as what to look for, broken into lines of the width of the figure; null for none.</summary>
    public string? Subtitle { get; init; }

    /// <summary>The rows, from the top.</summary>
    public required IReadOnlyList<SheetRow> Rows { get; init; }

    /// <summary>One heading per column, or none; a heading may have several lines.</summary>
    public IReadOnlyList<string> ColumnHeadings { get; init; } = [];

    /// <summary>Whether all columns are as wide as the widest.</summary>
    public bool HasEvenColumns { get; init; }

    /// <summary>The space between columns in layout units.</summary>
    public int ColumnGap { get; init; } = SheetTheme.ColumnGap;

    /// <summary>
    /// The ratio of width to height of the picture, such as 16.0 / 9 for a slide, reached by adding white at two sides; null for the size of the content.
    /// </summary>
    public double? AspectRatio { get; init; }

    /// <summary>The text below a colour bar; null for the number of maps that share it.</summary>
    public string? ScaleNote { get; init; }

    /// <summary>The meaning of the mark ✗ of flagged cells.</summary>
    public string FlagNote { get; init; } = "wrong prediction";

    /// <summary>
    /// The side of a panel in layout units (96 per inch). Maps are enlarged by the nearest whole factor, so that every value of a map is a square of the same
    /// size.
    /// </summary>
    public int PanelSize { get; init; } = 112;

    /// <summary>Creates a sheet with cells in rows of equal length.</summary>
    /// <param name="title">The figure's title.</param>
    /// <param name="columns">Cells per row, at least 1.</param>
    /// <param name="cells">The cells, row by row.</param>
    /// <returns>The sheet, which can be changed by <c>with</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of columns is less than 1.</exception>
    public static Sheet Grid(string title, int columns, IEnumerable<SheetCell> cells)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        return new Sheet { Title = title, Rows = [.. cells.Chunk(columns).Select(row => new SheetRow(row))] };
    }

    /// <summary>Computes the size of the picture in layout units without drawing it.</summary>
    /// <exception cref="ArgumentException">As for <see cref="Render"/>.</exception>
    public (int Width, int Height) Measure() => SheetLayout.Of(this).Size;

    /// <summary>Draws the sheet.</summary>
    /// <returns>The picture, with a <see cref="Picture.Density"/> of 2.</returns>
    /// <exception cref="ArgumentException">There are no panels, or the number of column headings differs from that of the columns or, for a row, of its
    /// cells.</exception>
    public Picture Render() => new SheetPainter(SheetLayout.Of(this)).Paint();
}

using ScottPlot;
using SkiaSharp;

namespace Relevance.Imaging;

/// <summary>
/// Several charts in rows and columns under a common title, with one legend: lines with the same name look the same in all charts. The title of each chart is
/// above it.
/// </summary>
public sealed record ChartGrid
{
    private const int Gap = SheetTheme.Margin;
    private const int LegendHeight = 26, BelowLegend = 8;

    /// <summary>The common title.</summary>
    public required string Title { get; init; }

    /// <summary>A line below the title, such as what to look for in the figure; null for none.</summary>
    public string? Subtitle { get; init; }

    /// <summary>The charts, row by row.</summary>
    public required IReadOnlyList<Chart> Charts { get; init; }

    /// <summary>Charts per row, at least 1.</summary>
    public required int Columns { get; init; }

    /// <summary>Width of the whole in layout units; those of the charts do not count.</summary>
    public int Width { get; init; } = 960;

    /// <summary>Draws the charts.</summary>
    /// <returns>The picture, with a <see cref="Picture.Density"/> of 2.</returns>
    /// <exception cref="ArgumentException">There is no chart, less than one column, or a chart has nothing to draw.</exception>
    public Picture Render()
    {
        if (Charts.Count == 0 || Columns < 1)
            throw new ArgumentException($"The grid \"{Title}\" has {Charts.Count} charts in {Columns} columns; it needs at least one of each.");
        string[] names = [.. Charts.SelectMany(chart => chart.Names).Distinct()];
        var rows = Charts.Chunk(Columns).ToList();
        int header = ChartFrame.HeaderHeight(Title, Subtitle, Width), legend = names.Length > 1 ? LegendHeight + BelowLegend : 0;
        int height = header + legend + rows.Sum(RowHeight) + Gap * (rows.Count - 1) + SheetTheme.Margin / 2;
        return Picture.Draw(Width * ChartFrame.Density, height * ChartFrame.Density, ChartFrame.Density, canvas =>
        {
            canvas.Scale(ChartFrame.Density);
            ChartFrame.DrawHeader(canvas, Title, Subtitle, Width);
            float top = header;
            if (legend > 0)
                DrawLegend(canvas, names, top);
            top += legend;
            foreach (var row in rows)
            {
                DrawRow(canvas, row, names, top);
                top += RowHeight(row) + Gap;
            }
        });
    }

    private static int RowHeight(IReadOnlyList<Chart> row) => HeadingHeight(row) + row.Max(chart => chart.Height);

    private static int HeadingHeight(IReadOnlyList<Chart> row) => row.Any(chart => chart.Title.Length > 0) ? (int)TextStyle.Heading.LineHeight - 4 : 0;

    private void DrawRow(SKCanvas canvas, IReadOnlyList<Chart> row, IReadOnlyList<string> names, float top)
    {
        // As wide as the text above, but for the room that a plot leaves beside its vertical label.
        float panel = (Width - 2 * SheetTheme.Margin + ChartFrame.Overhang - Gap * (Columns - 1)) / Columns;
        for (int i = 0; i < row.Count; i++)
        {
            float left = SheetTheme.Margin - ChartFrame.Overhang + i * (panel + Gap);
            using var plot = row[i].ToPlot(names, legend: false);
            ChartFrame.DrawPlot(canvas, plot, new SKRect(left, top + HeadingHeight(row), left + panel, top + HeadingHeight(row) + row[i].Height));
            // After the plot, which clears its place, and begins with some room of its own.
            TextStyle.Heading.Draw(canvas, row[i].Title, left + panel / 2, SheetLayout.Baseline(TextStyle.Heading, top), SKTextAlign.Center);
        }
    }

    /// <summary>The legend of a plot with every line in it, but without their values; what lies below the legend is cut off.</summary>
    private void DrawLegend(SKCanvas canvas, IReadOnlyList<string> names, float top)
    {
        var lines = names.Select(name => Charts.OfType<LineChart>().SelectMany(chart => chart.Series).First(line => line.Name == name));
        var all = new LineChart { Title = "", X = new(""), Y = new(""), Series = [.. lines.Select(line => new ChartSeries(line.Name, line.X, [.. line.X.Select(_ => double.NaN)]) { IsConnected = line.IsConnected, IsReference = line.IsReference })] };
        using var plot = all.ToPlot(names, legend: true);
        plot.HideAxesAndGrid();
        var place = new SKRect(SheetTheme.Margin, top, Width - SheetTheme.Margin, top + LegendHeight);
        canvas.Save();
        canvas.ClipRect(place);
        plot.Render(canvas, new PixelRect(place.Left, place.Right, place.Top + 200, place.Top));
        canvas.Restore();
    }
}

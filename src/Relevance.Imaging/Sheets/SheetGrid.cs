using SkiaSharp;

namespace Relevance.Imaging;

/// <summary>The rows and columns of a sheet: how large each is, and where its parts stand.</summary>
internal sealed class SheetGrid
{
    private readonly Sheet sheet;
    private readonly float[] columnWidths;
    private readonly float headingWidth;

    private SheetGrid(Sheet sheet)
    {
        this.sheet = sheet;
        Panels = [.. sheet.Rows.SelectMany(row => row.Cells).SelectMany(cell => cell.Panels)];
        if (Panels.Count == 0)
            throw new ArgumentException($"The sheet \"{sheet.Title}\" has no panel to draw.");
        columnWidths = new float[sheet.Rows.Max(row => row.Cells.Count)];
        if (sheet.ColumnHeadings.Count > 0 && sheet.ColumnHeadings.Count != columnWidths.Length)
            throw new ArgumentException(
                $"The sheet \"{sheet.Title}\" has {columnWidths.Length} columns and {sheet.ColumnHeadings.Count} column headings.");
        foreach (var row in sheet.Rows.Where(row => row.ColumnHeadings.Count > 0 && row.ColumnHeadings.Count != row.Cells.Count))
            throw new ArgumentException($"A row of the sheet \"{sheet.Title}\" has {row.Cells.Count} cells and {row.ColumnHeadings.Count} column headings.");
        for (int c = 0; c < columnWidths.Length; c++)
            columnWidths[c] = ColumnWidth(c);
        if (sheet.HasEvenColumns)
            Array.Fill(columnWidths, columnWidths.Max());
        headingWidth = sheet.Rows.Max(row => string.IsNullOrEmpty(row.Heading) ? 0 : TextStyle.Heading.Measure(row.Heading));
        if (headingWidth > 0)
            headingWidth = MathF.Ceiling(headingWidth) + SheetTheme.HeadingGap;
    }

    internal IReadOnlyList<Panel> Panels { get; }

    internal float Width => headingWidth + columnWidths.Sum() + sheet.ColumnGap * (columnWidths.Length - 1);

    internal static SheetGrid Measure(Sheet sheet) => new(sheet);

    /// <summary>Places the grid with its top left corner at (x, y) and returns its lower end.</summary>
    internal float Place(SheetLayout layout, float left, float y)
    {
        if (sheet.ColumnHeadings.Count > 0)
            y = PlaceHeadings(layout, sheet.ColumnHeadings, left, y);
        for (int r = 0; r < sheet.Rows.Count; r++)
        {
            var row = sheet.Rows[r];
            if (r > 0)
                y += row.ColumnHeadings.Count > 0 ? SheetTheme.BlockGap : SheetTheme.RowGap;
            if (row.ColumnHeadings.Count > 0)
                y = PlaceHeadings(layout, row.ColumnHeadings, left, y);
            y = PlaceRow(layout, row, left, y);
        }
        return y;
    }

    private float PlaceHeadings(SheetLayout layout, IReadOnlyList<string> headings, float left, float y)
    {
        int lines = headings.Max(heading => Lines(heading).Length);
        for (int c = 0; c < headings.Count; c++)
        {
            // The last lines stand side by side, next to what they name.
            string[] heading = Lines(headings[c]);
            for (int i = 0; i < heading.Length; i++)
                layout.Texts.Add(new PlacedText(heading[i], TextStyle.Heading, ColumnLeft(left, c) + columnWidths[c] / 2,
                    SheetLayout.Baseline(TextStyle.Heading, y + (lines - heading.Length + i) * TextStyle.Heading.LineHeight), SKTextAlign.Center));
        }
        return y + lines * TextStyle.Heading.LineHeight + 4;
    }

    private float PlaceRow(SheetLayout layout, SheetRow row, float left, float y)
    {
        var label = TextStyle.Label;
        bool titled = row.Cells.Any(cell => cell.ShownTitle is not null);
        float panelTop = y + (titled ? label.LineHeight + 2 : 0);
        float height = row.Cells.Select(CellHeight).DefaultIfEmpty(0).Max();
        float panelBottom = panelTop + height;
        if (!string.IsNullOrEmpty(row.Heading))
            layout.Texts.Add(new PlacedText(row.Heading, TextStyle.Heading, left + headingWidth - SheetTheme.HeadingGap,
                MathF.Round(panelTop + height / 2 + TextStyle.Heading.Size * 0.36f), SKTextAlign.Right));
        for (int c = 0; c < row.Cells.Count; c++)
        {
            var cell = row.Cells[c];
            float middle = ColumnLeft(left, c) + columnWidths[c] / 2;
            if (cell.ShownTitle is not null)
                layout.Texts.Add(new PlacedText(cell.ShownTitle, cell.TitleStyle, middle, SheetLayout.Baseline(label, y), SKTextAlign.Center));
            PlacePanels(layout, cell, middle, panelTop, height);
        }
        bool noted = row.Cells.Any(cell => cell.Panels.Any(panel => Note(panel).Length > 0));
        return panelBottom + (noted ? TextStyle.Note.LineHeight + 3 : 0);
    }

    private void PlacePanels(SheetLayout layout, SheetCell cell, float middle, float top, float height)
    {
        float x = Snap(middle - PanelsWidth(cell) / 2);
        foreach (var panel in cell.Panels)
        {
            var (width, panelHeight) = Size(panel);
            float y = Snap(top + (height - panelHeight) / 2);
            layout.Panels.Add(new PlacedPanel(panel, x, y, Factor(panel)));
            layout.Frames.Add(new PlacedFrame(x, y, width, panelHeight, cell.Flagged));
            if (Note(panel) is { Length: > 0 } note)
                layout.Texts.Add(new PlacedText(note, TextStyle.Note, x + width / 2, SheetLayout.Baseline(TextStyle.Note, top + height + 3), SKTextAlign.Center));
            x += width + SheetTheme.PanelGap;
        }
    }

    private float ColumnLeft(float left, int column) =>
        left + headingWidth + columnWidths.Take(column).Sum() + sheet.ColumnGap * column;

    private float ColumnWidth(int column)
    {
        var cells = sheet.Rows.Where(row => column < row.Cells.Count).Select(row => row.Cells[column]);
        float width = cells.Max(cell => Math.Max(PanelsWidth(cell), cell.ShownTitle is { } title ? cell.TitleStyle.Measure(title) : 0));
        foreach (var cell in cells.Where(cell => cell.Panels.Count == 1))
            width = Math.Max(width, TextStyle.Note.Measure(cell.Panels[0].Note ?? ""));
        foreach (var headings in sheet.Rows.Select(row => row.ColumnHeadings).Prepend(sheet.ColumnHeadings).Where(headings => column < headings.Count))
            width = Math.Max(width, Lines(headings[column]).Max(TextStyle.Heading.Measure));
        return MathF.Ceiling(width);
    }

    private static string[] Lines(string heading) => heading.Split('\n');

    private float PanelsWidth(SheetCell cell) =>
        cell.Panels.Sum(panel => Size(panel).Width) + SheetTheme.PanelGap * Math.Max(0, cell.Panels.Count - 1);

    private float CellHeight(SheetCell cell) => cell.Panels.Select(panel => Size(panel).Height).DefaultIfEmpty(0).Max();

    private (float Width, float Height) Size(Panel panel)
    {
        float unit = Factor(panel) / (float)SheetTheme.Density;
        return (panel.Map.Width * unit, panel.Map.Height * unit);
    }

    private int Factor(Panel panel) => Math.Max(1,
        (int)Math.Round(sheet.PanelSize * SheetTheme.Density / (double)Math.Max(panel.Map.Width, panel.Map.Height)));

    private string Note(Panel panel) => panel.Note
        ?? (ColorBar.NotesLimit(panel, Panels) ? (panel.Scale.Clips ? "limit " : "max ") + NumberText.Plain(panel.Scale.Limit) : "");

    // Whole device pixels keep the squares of a map equally wide.
    private static float Snap(float position) => MathF.Round(position * SheetTheme.Density) / SheetTheme.Density;
}

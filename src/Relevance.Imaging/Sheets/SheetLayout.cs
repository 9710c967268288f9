using SkiaSharp;

namespace Relevance.Imaging;

internal sealed record PlacedText(string Text, TextStyle Style, float X, float Baseline, SKTextAlign Align = SKTextAlign.Left);

internal sealed record PlacedPanel(Panel Panel, float X, float Y, int Factor);

internal sealed record PlacedFrame(float X, float Y, float Width, float Height, bool Flagged);

internal sealed record PlacedBar(ColorBar Bar, float X, float Y);

/// <summary>Where everything on a sheet goes, in layout units from the top left corner.</summary>
internal sealed class SheetLayout
{
    internal List<PlacedText> Texts { get; } = [];

    internal List<PlacedPanel> Panels { get; } = [];

    internal List<PlacedFrame> Frames { get; } = [];

    internal List<PlacedBar> Bars { get; } = [];

    internal int Width { get; private set; }

    internal int Height { get; private set; }

    internal (int Width, int Height) Size => (Width, Height);

    /// <summary>How far the content stands from where it is placed, so that it is in the middle of a picture of a given shape.</summary>
    internal (int X, int Y) Offset { get; private set; }

    internal static SheetLayout Of(Sheet sheet)
    {
        var grid = SheetGrid.Measure(sheet);
        var bars = ColorBar.For(grid.Panels);
        if (sheet.ScaleNote is { } note)
            bars = [.. bars.Select(bar => bar with { Note = note })];
        string? flagKey = sheet.Rows.Any(row => row.Cells.Any(cell => cell.Flagged)) ? "✗  " + sheet.FlagNote : null;
        var layout = new SheetLayout();
        float content = Math.Max(grid.Width, bars.Count > 0 ? ColorBar.BarWidth : 0);
        content = Math.Max(content, Math.Min(420, TextStyle.Title.Measure(sheet.Title)));
        float y = layout.PlaceHeader(sheet, content, SheetTheme.Margin);
        y = grid.Place(layout, SheetTheme.Margin, y);
        y = layout.PlaceLegend(bars, flagKey, content, y);
        layout.Width = (int)MathF.Ceiling(content) + 2 * SheetTheme.Margin;
        layout.Height = (int)MathF.Ceiling(y) + SheetTheme.Margin;
        if (sheet.AspectRatio is { } ratio)
            layout.Widen(ratio);
        return layout;
    }

    private void Widen(double ratio)
    {
        var (width, height) = Size;
        Width = Math.Max(width, (int)Math.Round(height * ratio));
        Height = Math.Max(height, (int)Math.Round(width / ratio));
        Offset = ((Width - width) / 2, (Height - height) / 2);
    }

    /// <summary>Places lines of text from <paramref name="top"/> down and returns where they end.</summary>
    internal float PlaceLines(string text, TextStyle style, float x, float top, float width)
    {
        foreach (string line in style.Wrap(text, width))
        {
            Texts.Add(new PlacedText(line, style, x, Baseline(style, top)));
            top += style.LineHeight;
        }
        return top;
    }

    /// <summary>The baseline of a line whose box begins at <paramref name="top"/>.</summary>
    internal static float Baseline(TextStyle style, float top) => MathF.Round(top + style.Size * 1.05f);

    private float PlaceHeader(Sheet sheet, float width, float y)
    {
        y = PlaceLines(sheet.Title, TextStyle.Title, SheetTheme.Margin, y, width);
        if (!string.IsNullOrEmpty(sheet.Subtitle))
            y = PlaceLines(sheet.Subtitle, TextStyle.Subtitle, SheetTheme.Margin, y + 2, width);
        return y + 16;
    }

    private float PlaceLegend(IReadOnlyList<ColorBar> bars, string? flagKey, float content, float y)
    {
        if (bars.Count == 0 && flagKey is null)
            return y;
        const int Gap = 48;
        y += 22;
        float x = SheetTheme.Margin, bottom = y, right = SheetTheme.Margin + content;
        foreach (var bar in bars)
        {
            if (x > SheetTheme.Margin && x + ColorBar.BarWidth > right)
                (x, y) = (SheetTheme.Margin, bottom + 14);
            bottom = y + PlaceBar(bar, x, y);
            x += ColorBar.BarWidth + Gap;
        }
        if (flagKey is not null)
        {
            var style = TextStyle.Label with { Color = SheetTheme.Flag, Bold = true };
            if (x > SheetTheme.Margin && x + style.Measure(flagKey) > right)
                (x, y) = (SheetTheme.Margin, bottom + 8);
            float top = y + (x > SheetTheme.Margin ? TextStyle.Label.LineHeight - 2 : 0);
            bottom = Math.Max(bottom, PlaceLines(flagKey, style, x, top, content));
        }
        return bottom;
    }

    private float PlaceBar(ColorBar bar, float x, float y)
    {
        float top = y;
        var meaning = TextStyle.Label;
        Texts.Add(new PlacedText(bar.LowLabel, meaning, x, Baseline(meaning, top)));
        Texts.Add(new PlacedText(bar.HighLabel, meaning, x + ColorBar.BarWidth, Baseline(meaning, top), SKTextAlign.Right));
        top += meaning.LineHeight;
        Bars.Add(new PlacedBar(bar, x, top));
        top += ColorBar.BarHeight + 4;
        var tick = TextStyle.Label;
        Texts.Add(new PlacedText(bar.LowTick, tick, x, Baseline(tick, top)));
        if (bar.IsTwoSided)
            Texts.Add(new PlacedText("0", tick, x + ColorBar.BarWidth / 2f, Baseline(tick, top), SKTextAlign.Center));
        Texts.Add(new PlacedText(bar.HighTick, tick, x + ColorBar.BarWidth, Baseline(tick, top), SKTextAlign.Right));
        top += tick.LineHeight;
        if (bar.Note.Length > 0)
            top = PlaceLines(bar.Note, TextStyle.Note, x, top, ColorBar.BarWidth);
        return top - y;
    }
}

using SkiaSharp;

namespace Relevance.Imaging;

/// <summary>
/// Horizontal bars from zero labelled with names and values, such as the scores of all classes or the relevance that each layer keeps. Positive bars are red,
/// negative ones blue, as in the heatmaps.
/// </summary>
public sealed record BarChart
{
    private const int RowHeight = 24;
    private const int Thickness = 16;

    /// <summary>The chart's title.</summary>
    public required string Title { get; init; }

    /// <summary>A line below the title, such as what to look for in the figure; null for none.</summary>
    public string? Subtitle { get; init; }

    /// <summary>The bars, from the top.</summary>
    public required IReadOnlyList<ChartBar> Bars { get; init; }

    /// <summary>Width in layout units.</summary>
    public int Width { get; init; } = 520;

    /// <summary>Draws the chart.</summary>
    /// <returns>The picture, with a <see cref="Picture.Density"/> of 2.</returns>
    /// <exception cref="ArgumentException">There is no bar, or a value is NaN or infinite.</exception>
    public Picture Render()
    {
        if (Bars.Count == 0)
            throw new ArgumentException($"The chart \"{Title}\" has no bar to draw.");
        if (Bars.FirstOrDefault(bar => !double.IsFinite(bar.Value)) is { } bad)
            throw new ArgumentException($"The bar \"{bad.Name}\" of the chart \"{Title}\" has the value {bad.Value}; it needs a finite one.");
        int header = ChartFrame.HeaderHeight(Title, Subtitle, Width);
        int height = header + RowHeight * Bars.Count + SheetTheme.Margin;
        return Picture.Draw(Width * ChartFrame.Density, height * ChartFrame.Density, ChartFrame.Density, canvas =>
        {
            canvas.Scale(ChartFrame.Density);
            ChartFrame.DrawHeader(canvas, Title, Subtitle, Width);
            DrawBars(canvas, header);
        });
    }

    /// <summary>Draws the chart and writes it as a PNG file; see <see cref="Picture.Save"/>.</summary>
    /// <param name="path">The file, replaced if it exists.</param>
    /// <exception cref="ArgumentException">There is no bar, or a value is NaN or infinite.</exception>
    /// <exception cref="IOException">The file cannot be written; the message names it.</exception>
    public void Save(string path) => Render().Save(path);

    private void DrawBars(SKCanvas canvas, float top)
    {
        float names = Bars.Max(bar => Style(bar).Measure(bar.Name)) + 10;
        float texts = Bars.Max(bar => Style(bar).Measure(Text(bar))) + 6;
        double low = Math.Min(0, Bars.Min(bar => bar.Value)), high = Math.Max(0, Bars.Max(bar => bar.Value));
        float left = SheetTheme.Margin + names + (low < 0 ? texts : 0), right = Width - SheetTheme.Margin - texts;
        double unit = high > low ? (right - left) / (high - low) : 0;
        float zero = (float)(left - low * unit);
        for (int i = 0; i < Bars.Count; i++)
            DrawBar(canvas, Bars[i], top + i * RowHeight, zero, (float)(Bars[i].Value * unit));
        using var axis = new SKPaint { Color = new SKColor(0x9a, 0xa2, 0xab), StrokeWidth = 1 };
        canvas.DrawLine(zero, top, zero, top + Bars.Count * RowHeight, axis);
    }

    private void DrawBar(SKCanvas canvas, ChartBar bar, float top, float zero, float length)
    {
        using var fill = new SKPaint { Color = ColorMap.RedBlue.At(Math.Sign(bar.Value) * (bar.Highlighted ? 0.85 : 0.45)).ToSkia() };
        canvas.DrawRect(new SKRect(Math.Min(zero, zero + length), top + (RowHeight - Thickness) / 2f,
            Math.Max(zero, zero + length), top + (RowHeight + Thickness) / 2f), fill);
        var style = Style(bar);
        float baseline = top + RowHeight / 2f + style.Size * 0.36f;
        style.Draw(canvas, bar.Name, SheetTheme.Margin, baseline);
        style.Draw(canvas, Text(bar), zero + length + (length < 0 ? -6 : 6), baseline, length < 0 ? SKTextAlign.Right : SKTextAlign.Left);
    }

    private string Text(ChartBar bar) => bar.Text ?? NumberText.Beside(bar.Value, Bars.Max(other => Math.Abs(other.Value)));

    private static TextStyle Style(ChartBar bar) => TextStyle.Label with { Bold = bar.Highlighted };
}

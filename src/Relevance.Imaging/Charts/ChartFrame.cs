using ScottPlot;
using SkiaSharp;

namespace Relevance.Imaging;

/// <summary>Title and subtitle with one or more plots side by side below them.</summary>
internal static class ChartFrame
{
    internal const int Density = SheetTheme.Density;
    private const int Margin = SheetTheme.Margin;

    internal static Picture Render(string title, string? subtitle, int width, int plotHeight, params IReadOnlyList<Plot> plots)
    {
        int header = HeaderHeight(title, subtitle, width);
        int height = header + plotHeight + Margin / 2;
        return Picture.Draw(width * Density, height * Density, Density, canvas =>
        {
            canvas.Scale(Density);
            DrawHeader(canvas, title, subtitle, width);
            float gap = Margin, panel = (width - 2 * Margin + 8 - gap * (plots.Count - 1)) / plots.Count;
            for (int i = 0; i < plots.Count; i++)
            {
                float left = Margin - 8 + i * (panel + gap);
                // A plot begins by clearing the whole canvas: the clip keeps it to its place.
                canvas.Save();
                canvas.ClipRect(new SKRect(left, header, left + panel, header + plotHeight));
                plots[i].Render(canvas, new PixelRect(left, left + panel, header + plotHeight, header));
                canvas.Restore();
            }
        });
    }

    /// <summary>The room that title and subtitle take, margins included.</summary>
    internal static int HeaderHeight(string title, string? subtitle, int width)
    {
        float y = Margin;
        foreach (var (style, text) in Lines(title, subtitle))
            y += style.Wrap(text, width - 2 * Margin).Count * style.LineHeight;
        return (int)MathF.Ceiling(y) + 12;
    }

    internal static void DrawHeader(SKCanvas canvas, string title, string? subtitle, int width)
    {
        float y = Margin;
        foreach (var (style, text) in Lines(title, subtitle))
        {
            foreach (string line in style.Wrap(text, width - 2 * Margin))
            {
                style.Draw(canvas, line, Margin, SheetLayout.Baseline(style, y));
                y += style.LineHeight;
            }
        }
    }

    private static IEnumerable<(TextStyle Style, string Text)> Lines(string title, string? subtitle)
    {
        yield return (TextStyle.Title, title);
        if (!string.IsNullOrEmpty(subtitle))
            yield return (TextStyle.Subtitle, subtitle);
    }
}

using ScottPlot;
using SkiaSharp;

namespace Relevance.Imaging;

/// <summary>Title and subtitle with one or more plots side by side below them.</summary>
internal static class ChartFrame
{
    internal const int Density = SheetTheme.Density;
    private const int Margin = SheetTheme.Margin;

    /// <summary>How far a plot stands out to the left, so that its vertical label is flush with the text above.</summary>
    internal const int Overhang = 8;

    internal static Picture Render(string title, string? subtitle, int width, int plotHeight, params IReadOnlyList<Plot> plots)
    {
        int header = HeaderHeight(title, subtitle, width);
        int height = header + plotHeight + Margin / 2;
        return Picture.Draw(width * Density, height * Density, Density, canvas =>
        {
            canvas.Scale(Density);
            DrawHeader(canvas, title, subtitle, width);
            float gap = Margin, panel = (width - 2 * Margin + Overhang - gap * (plots.Count - 1)) / plots.Count;
            for (int i = 0; i < plots.Count; i++)
            {
                float left = Margin - Overhang + i * (panel + gap);
                DrawPlot(canvas, plots[i], new SKRect(left, header, left + panel, header + plotHeight));
            }
        });
    }

    /// <summary>Draws a plot. It begins by clearing the whole canvas: a clip keeps it to its place.</summary>
    internal static void DrawPlot(SKCanvas canvas, Plot plot, SKRect place)
    {
        canvas.Save();
        canvas.ClipRect(place);
        plot.Render(canvas, new PixelRect(place.Left, place.Right, place.Bottom, place.Top));
        canvas.Restore();
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

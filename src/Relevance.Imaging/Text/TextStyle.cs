using SkiaSharp;

namespace Relevance.Imaging;

/// <summary>How a line of text looks, and how much room it takes.</summary>
internal sealed record TextStyle(float Size, bool Bold = false, Rgb Color = default)
{
    internal static readonly Rgb Dark = new(0x1f, 0x23, 0x28);
    internal static readonly Rgb Muted = new(0x57, 0x60, 0x6a);

    internal static readonly TextStyle Title = new(20, Bold: true, Dark);
    internal static readonly TextStyle Subtitle = new(13, Color: Muted);
    internal static readonly TextStyle Heading = new(13, Bold: true, Dark);
    internal static readonly TextStyle Label = new(12, Color: Dark);
    internal static readonly TextStyle Note = new(11, Color: Muted);

    /// <summary>From one baseline to the next.</summary>
    internal float LineHeight => MathF.Round(Size * 1.4f);

    internal float Measure(string text)
    {
        using var font = Font();
        return font.MeasureText(text);
    }

    /// <summary>Draws one line; <paramref name="x"/> is its left end, middle or right end as <paramref name="align"/> says.</summary>
    internal void Draw(SKCanvas canvas, string text, float x, float baseline, SKTextAlign align = SKTextAlign.Left)
    {
        using var font = Font();
        float start = align switch
        {
            SKTextAlign.Center => x - font.MeasureText(text) / 2,
            SKTextAlign.Right => x - font.MeasureText(text),
            _ => x,
        };
        // Outlines instead of the system's text drawing: hinting and smoothing would differ between machines.
        using var outline = font.GetTextPath(text, new SKPoint(start, baseline));
        using var paint = new SKPaint { Color = Color.ToSkia(), IsAntialias = true };
        canvas.DrawPath(outline, paint);
    }

    /// <summary>Breaks a text into lines no wider than <paramref name="width"/>, at spaces; a longer word stays whole.</summary>
    internal IReadOnlyList<string> Wrap(string text, float width)
    {
        var lines = new List<string>();
        foreach (string paragraph in text.Split('\n'))
        {
            string line = "";
            foreach (string word in paragraph.Split(' '))
            {
                string longer = line.Length == 0 ? word : line + " " + word;
                if (line.Length > 0 && Measure(longer) > width)
                {
                    lines.Add(line);
                    longer = word;
                }
                line = longer;
            }
            lines.Add(line);
        }
        return lines;
    }

    private SKFont Font() => new(Bold ? Typefaces.Bold : Typefaces.Regular, Size)
    {
        Hinting = SKFontHinting.None,
        Subpixel = true,
        LinearMetrics = true,
    };
}

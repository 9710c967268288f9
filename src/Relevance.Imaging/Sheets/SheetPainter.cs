using SkiaSharp;

namespace Relevance.Imaging;

/// <summary>Draws a layout.</summary>
internal sealed class SheetPainter(SheetLayout layout)
{
    private const int Density = SheetTheme.Density;

    internal Picture Paint() => Picture.Draw(layout.Width * Density, layout.Height * Density, Density, canvas =>
    {
        canvas.Scale(Density);
        canvas.Translate(layout.Offset.X, layout.Offset.Y);
        foreach (var panel in layout.Panels)
            Paint(canvas, panel);
        foreach (var frame in layout.Frames)
            Paint(canvas, frame);
        foreach (var bar in layout.Bars)
            Paint(canvas, bar);
        foreach (var text in layout.Texts)
            text.Style.Draw(canvas, text.Text, text.X, text.Baseline, text.Align);
    });

    private static void Paint(SKCanvas canvas, PlacedPanel placed)
    {
        var picture = placed.Panel.Drawn ?? Heatmap.Render(placed.Panel.Map, placed.Panel.Scale, placed.Factor, placed.Panel.Outline);
        PaintPicture(canvas, picture, new SKRect(placed.X, placed.Y,
            placed.X + picture.Width / (float)Density, placed.Y + picture.Height / (float)Density));
    }

    // The line runs around the pixels, never over them.
    private static void Paint(SKCanvas canvas, PlacedFrame frame)
    {
        float thickness = frame.Flagged ? 2 : 0.5f;
        using var paint = new SKPaint
        {
            Style = SKPaintStyle.Stroke,
            StrokeWidth = thickness,
            Color = (frame.Flagged ? SheetTheme.Flag : SheetTheme.Frame).ToSkia(),
        };
        canvas.DrawRect(SKRect.Inflate(SKRect.Create(frame.X, frame.Y, frame.Width, frame.Height), thickness / 2, thickness / 2), paint);
    }

    private static void Paint(SKCanvas canvas, PlacedBar placed)
    {
        int width = ColorBar.BarWidth * Density;
        var values = new float[width];
        bool diverging = placed.Bar.IsTwoSided;
        for (int i = 0; i < width; i++)
            values[i] = diverging ? 2f * i / (width - 1) - 1 : (float)i / (width - 1);
        var picture = Heatmap.Render(new Map(width, 1, values), new ColorScale(placed.Bar.Colors, 1), factor: 1);
        var rect = SKRect.Create(placed.X, placed.Y, ColorBar.BarWidth, ColorBar.BarHeight);
        PaintPicture(canvas, picture, rect);
        Paint(canvas, new PlacedFrame(rect.Left, rect.Top, rect.Width, rect.Height, Flagged: false));
        using var tick = new SKPaint { StrokeWidth = 0.5f, Color = TextStyle.Muted.ToSkia() };
        foreach (float x in diverging ? [rect.Left, rect.MidX, rect.Right] : new[] { rect.Left, rect.Right })
            canvas.DrawLine(x, rect.Bottom, x, rect.Bottom + 3, tick);
    }

    private static void PaintPicture(SKCanvas canvas, Picture picture, SKRect where) => picture.WithPixmap(pixmap =>
    {
        using var image = SKImage.FromPixels(pixmap);
        canvas.DrawImage(image, where, new SKSamplingOptions(SKFilterMode.Nearest));
        return true;
    });
}

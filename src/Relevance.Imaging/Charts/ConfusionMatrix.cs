using System.Globalization;
using SkiaSharp;

namespace Relevance.Imaging;

/// <summary>
/// A confusion matrix: true classes as rows, predicted classes as columns, counts in the cells. The diagonal is pale; the errors have their own logarithmic
/// colour scale, since their counts are small in comparison.
/// </summary>
public sealed record ConfusionMatrix
{
    private const int Cell = 44;
    private static readonly Rgb Diagonal = new(0xe9, 0xee, 0xf3);
    private const float Slant = 0.7071f; // long names stand at 45°

    /// <summary>The chart's title.</summary>
    public string Title { get; init; } = "Confusion matrix";

    /// <summary>A line below the title; by default the accuracy.</summary>
    public string? Subtitle { get; init; }

    /// <summary>The number of images of true class i that were predicted as class j, at [i, j].</summary>
    public required int[,] Counts { get; init; }

    /// <summary>The names of the classes.</summary>
    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>Draws the matrix.</summary>
    /// <returns>The picture, with a <see cref="Picture.Density"/> of 2.</returns>
    /// <exception cref="ArgumentException">The matrix is empty, not square, has a negative count, or the names do not match it.</exception>
    public Picture Render()
    {
        Check();
        string subtitle = Subtitle ?? Summary();
        float names = MathF.Ceiling(ClassNames.Max(name => TextStyle.Heading.Measure(name)));
        float left = SheetTheme.Margin + TextStyle.Label.LineHeight + names + 14;
        int size = Cell * ClassNames.Count;
        int width = (int)left + size + 90 + SheetTheme.Margin;
        int header = ChartFrame.HeaderHeight(Title, subtitle, width);
        bool slanted = names > Cell - 4;
        float headings = slanted ? MathF.Ceiling(names * Slant) + 6 : TextStyle.Heading.LineHeight;
        float top = header + TextStyle.Label.LineHeight + headings + 8;
        int height = (int)top + size + SheetTheme.Margin;
        return Picture.Draw(width * ChartFrame.Density, height * ChartFrame.Density, ChartFrame.Density, canvas =>
        {
            canvas.Scale(ChartFrame.Density);
            ChartFrame.DrawHeader(canvas, Title, subtitle, width);
            DrawHeadings(canvas, left, top, header, size, slanted);
            DrawCells(canvas, left, top);
            DrawRecall(canvas, left + size + 14, top);
        });
    }

    private void DrawHeadings(SKCanvas canvas, float left, float top, float header, float size, bool slanted)
    {
        TextStyle.Label.Draw(canvas, "predicted class →", left, SheetLayout.Baseline(TextStyle.Label, header));
        canvas.Save();
        canvas.RotateDegrees(-90, SheetTheme.Margin, top + size);
        TextStyle.Label.Draw(canvas, "← true class", SheetTheme.Margin + size, top + size + TextStyle.Label.Size, SKTextAlign.Right);
        canvas.Restore();
        for (int i = 0; i < ClassNames.Count; i++)
        {
            DrawColumnHeading(canvas, ClassNames[i], left + (i + 0.5f) * Cell, top - 8, slanted);
            TextStyle.Heading.Draw(canvas, ClassNames[i], left - 8, Middle(top, i, TextStyle.Heading), SKTextAlign.Right);
        }
    }

    private static void DrawColumnHeading(SKCanvas canvas, string name, float middle, float baseline, bool slanted)
    {
        canvas.Save();
        if (slanted)
            canvas.RotateDegrees(-45, middle, baseline);
        TextStyle.Heading.Draw(canvas, name, middle, baseline, slanted ? SKTextAlign.Left : SKTextAlign.Center);
        canvas.Restore();
    }

    private void DrawCells(SKCanvas canvas, float left, float top)
    {
        double worst = Math.Log(1 + Errors().DefaultIfEmpty(0).Max());
        for (int i = 0; i < ClassNames.Count; i++)
        {
            for (int j = 0; j < ClassNames.Count; j++)
            {
                int count = Counts[i, j];
                var color = i == j ? Diagonal : count == 0 ? Rgb.White : ColorMap.RedBlue.At(0.08 + 0.52 * Math.Log(1 + count) / worst);
                using var fill = new SKPaint { Color = color.ToSkia() };
                canvas.DrawRect(left + j * Cell + 1, top + i * Cell + 1, Cell - 2, Cell - 2, fill);
                // A zero is no news: a dot keeps the errors in view.
                var style = count == 0 ? TextStyle.Note : TextStyle.Label with { Color = color.TextColor, Bold = i == j };
                string text = count == 0 ? "·" : count.ToString(CultureInfo.InvariantCulture);
                style.Draw(canvas, text, left + (j + 0.5f) * Cell, Middle(top, i, style), SKTextAlign.Center);
            }
        }
    }

    private void DrawRecall(SKCanvas canvas, float left, float top)
    {
        TextStyle.Label.Draw(canvas, "recognised", left, top - 8);
        for (int i = 0; i < ClassNames.Count; i++)
        {
            int row = RowSum(i);
            TextStyle.Label.Draw(canvas, row == 0 ? "–" : NumberText.Percent((double)Counts[i, i] / row, 1),
                left + TextStyle.Label.Measure("recognised"), Middle(top, i, TextStyle.Label), SKTextAlign.Right);
        }
    }

    private static float Middle(float top, int row, TextStyle style) => top + (row + 0.5f) * Cell + style.Size * 0.36f;

    private int RowSum(int i) => Enumerable.Range(0, ClassNames.Count).Sum(j => Counts[i, j]);

    private IEnumerable<int> Errors() =>
        from i in Enumerable.Range(0, ClassNames.Count) from j in Enumerable.Range(0, ClassNames.Count) where i != j select Counts[i, j];

    private string Summary()
    {
        int all = Enumerable.Range(0, ClassNames.Count).Sum(RowSum), wrong = Errors().Sum();
        return all == 0 ? "no images" : string.Create(CultureInfo.InvariantCulture,
            $"{all:N0} images, {wrong:N0} wrong: {NumberText.Percent(1 - (double)wrong / all, 2)} correct");
    }

    private void Check()
    {
        int n = ClassNames.Count;
        if (n == 0 || Counts.GetLength(0) != n || Counts.GetLength(1) != n)
            throw new ArgumentException(
                $"A confusion matrix of {n} class names needs {n}×{n} counts and at least one class, " +
                $"not {Counts.GetLength(0)}×{Counts.GetLength(1)}.");
        foreach (int count in Counts)
        {
            if (count < 0)
                throw new ArgumentException($"A confusion matrix counts images, and {count} is no count.");
        }
    }
}

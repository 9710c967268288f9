using System.Globalization;
using SkiaSharp;

namespace Relevance.Imaging;

/// <summary>
/// Ranks as a heatmap: the items ranked as columns, the criteria as rows. The best cells are dark, the worst pale; cells without a rank are empty.
/// </summary>
public sealed record RankMatrix
{
    private const int CellWidth = 46, CellHeight = 26;
    private const float Slant = 0.7071f; // names stand at 45°
    private static readonly Rgb Best = new(0x0b, 0x62, 0x5b), Worst = new(0xf2, 0xf5, 0xf4);

    /// <summary>The chart's title.</summary>
    public required string Title { get; init; }

    /// <summary>A line below the title, such as what to look for in the figure; null for none.</summary>
    public string? Subtitle { get; init; }

    /// <summary>One name per row.</summary>
    public required IReadOnlyList<string> Rows { get; init; }

    /// <summary>One name per column.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>The rank at [row, column], 1 for the best, fractions for ties; null for none.</summary>
    public required double?[,] Ranks { get; init; }

    /// <summary>Draws the matrix.</summary>
    /// <returns>The picture, with a <see cref="Picture.Density"/> of 2.</returns>
    /// <exception cref="ArgumentException">There is no row or column, or their numbers are not those of the ranks.</exception>
    public Picture Render()
    {
        if (Rows.Count == 0 || Columns.Count == 0 || Ranks.GetLength(0) != Rows.Count || Ranks.GetLength(1) != Columns.Count)
            throw new ArgumentException($"Ranks of {Rows.Count} rows and {Columns.Count} columns cannot be [{Ranks.GetLength(0)}, {Ranks.GetLength(1)}].");
        float names = MathF.Ceiling(Rows.Max(name => TextStyle.Label.Measure(name)));
        float headings = MathF.Ceiling(Columns.Max(name => TextStyle.Label.Measure(name)) * Slant) + TextStyle.Label.LineHeight;
        float left = SheetTheme.Margin + names + 10;
        int width = (int)(left + CellWidth * Columns.Count + MathF.Max(SheetTheme.Margin, headings - CellWidth / 2));
        int header = ChartFrame.HeaderHeight(Title, Subtitle, width);
        float top = header + headings;
        int height = (int)top + CellHeight * Rows.Count + SheetTheme.Margin;
        return Picture.Draw(width * ChartFrame.Density, height * ChartFrame.Density, ChartFrame.Density, canvas =>
        {
            canvas.Scale(ChartFrame.Density);
            ChartFrame.DrawHeader(canvas, Title, Subtitle, width);
            for (int column = 0; column < Columns.Count; column++)
                DrawHeading(canvas, Columns[column], left + (column + 0.5f) * CellWidth, top - 8);
            for (int row = 0; row < Rows.Count; row++)
                DrawRow(canvas, row, left, top + row * CellHeight);
        });
    }

    private static void DrawHeading(SKCanvas canvas, string name, float middle, float baseline)
    {
        canvas.Save();
        canvas.RotateDegrees(-45, middle, baseline);
        TextStyle.Label.Draw(canvas, name, middle, baseline);
        canvas.Restore();
    }

    private void DrawRow(SKCanvas canvas, int row, float left, float top)
    {
        float baseline = top + CellHeight / 2f + TextStyle.Label.Size * 0.36f;
        TextStyle.Label.Draw(canvas, Rows[row], left - 10, baseline, SKTextAlign.Right);
        for (int column = 0; column < Columns.Count; column++)
        {
            if (Ranks[row, column] is not { } rank)
            {
                TextStyle.Note.Draw(canvas, "·", left + (column + 0.5f) * CellWidth, baseline, SKTextAlign.Center);
                continue;
            }
            var color = Mix(Columns.Count == 1 ? 0 : (rank - 1) / (Columns.Count - 1));
            using var fill = new SKPaint { Color = color.ToSkia() };
            canvas.DrawRect(left + column * CellWidth + 1, top + 1, CellWidth - 2, CellHeight - 2, fill);
            var style = TextStyle.Label with { Color = color.TextColor, Bold = rank == 1 };
            style.Draw(canvas, rank.ToString("0.#", CultureInfo.InvariantCulture), left + (column + 0.5f) * CellWidth, baseline, SKTextAlign.Center);
        }
    }

    private static Rgb Mix(double share) => new(Mix(Best.R, Worst.R, share), Mix(Best.G, Worst.G, share), Mix(Best.B, Worst.B, share));

    private static byte Mix(byte from, byte to, double share) => (byte)Math.Round(from + (to - from) * share);
}

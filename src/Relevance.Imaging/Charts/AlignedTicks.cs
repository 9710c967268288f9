using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Relevance.Imaging;

/// <summary>ScottPlot's automatic ticks, written with the same number of decimals along the whole axis and a real minus sign.</summary>
internal sealed class AlignedTicks(bool wholeNumbers) : ITickGenerator
{
    private readonly NumericAutomatic automatic = new() { IntegerTicksOnly = wholeNumbers };

    public Tick[] Ticks { get; private set; } = [];

    public int MaxTickCount
    {
        get => automatic.MaxTickCount;
        set => automatic.MaxTickCount = value;
    }

    public void Regenerate(CoordinateRange range, Edge edge, PixelLength size, Paint paint, LabelStyle labelStyle)
    {
        automatic.Regenerate(range, edge, size, paint, labelStyle);
        double[] positions = [.. automatic.Ticks.Where(tick => tick.IsMajor).Select(tick => tick.Position)];
        int decimals = positions.Select(Decimals).DefaultIfEmpty(0).Max();
        Ticks = [.. positions.Select(position => new Tick(position, Text(position, decimals), isMajor: true))];
    }

    private static int Decimals(double position)
    {
        int decimals = 0;
        while (decimals < 9 && Math.Abs(Math.Round(position, decimals) - position) > 1e-10)
            decimals++;
        return decimals;
    }

    private static string Text(double position, int decimals)
    {
        if (Math.Abs(position) >= 1e6 || decimals > 6)
            return NumberText.Plain(position);
        string text = Math.Abs(position).ToString("F" + decimals, CultureInfo.InvariantCulture);
        return position < -1e-10 ? "−" + text : text;
    }
}

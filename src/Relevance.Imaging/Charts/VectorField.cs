using ScottPlot;

namespace Relevance.Imaging;

/// <summary>Arrows in the plane, such as the explanation of a function of two inputs at each point; both axes have the same scale.</summary>
public sealed record VectorField : Chart
{
    /// <summary>The arrows; an arrow of length 0 is drawn as a dot.</summary>
    public required IReadOnlyList<ChartArrow> Arrows { get; init; }

    /// <summary>Pale lines behind the arrows, such as the contour lines of a function.</summary>
    public IReadOnlyList<ChartSeries> Background { get; init; } = [];

    internal override IReadOnlyList<string> Names => [];

    internal override Plot ToPlot(IReadOnlyList<string> names, bool legend)
    {
        if (Arrows.Count == 0)
            throw new ArgumentException($"The chart \"{Title}\" has no arrow to draw.");
        var plot = ChartStyle.NewPlot(X, Y);
        plot.HideGrid();
        foreach (var line in Background)
            ChartStyle.AddBackground(plot, line);
        var longest = Arrows.Max(Length);
        foreach (var arrow in Arrows)
            ChartStyle.AddArrow(plot, arrow, longest > 0 ? Length(arrow) / longest : 0);
        ChartStyle.FitAxes(plot, X, Y);
        plot.Axes.SquareUnits();
        return plot;
    }

    private static double Length(ChartArrow arrow) => Math.Sqrt(arrow.Right * arrow.Right + arrow.Up * arrow.Up);
}

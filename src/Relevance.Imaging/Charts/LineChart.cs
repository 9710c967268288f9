namespace Relevance.Imaging;

/// <summary>Lines over a common axis, such as scores over the fraction of pixels removed.</summary>
public sealed record LineChart : Chart
{
    private const int MostInARow = 5;

    /// <summary>The lines, distinguished by colour, marker and dashes; if there are several, a legend names them.</summary>
    public required IReadOnlyList<ChartSeries> Series { get; init; }

    internal override IReadOnlyList<string> Names => [.. Series.OrderBy(line => line.IsReference).Select(line => line.Name)];

    internal override ScottPlot.Plot ToPlot(IReadOnlyList<string> names, bool legend)
    {
        if (Series.Count == 0)
            throw new ArgumentException($"The chart \"{Title}\" has no line to draw.");
        var plot = ChartStyle.NewPlot(X, Y);
        foreach (var line in Series)
            ChartStyle.AddLine(plot, line, names.ToList().IndexOf(line.Name), X.Percent, Y.Percent);
        ChartStyle.FitAxes(plot, X, Y);
        if (legend)
            ChartStyle.ShowLegend(plot, many: Series.Count > MostInARow);
        else
            plot.HideLegend(); // which appears by itself where there are lines
        return plot;
    }
}

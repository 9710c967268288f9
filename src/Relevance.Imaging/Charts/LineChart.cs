namespace Relevance.Imaging;

/// <summary>Lines over a common axis, such as scores over the share of pixels removed.</summary>
public sealed record LineChart
{
    private const int MostInARow = 5;

    /// <summary>The chart's title.</summary>
    public required string Title { get; init; }

    /// <summary>What to look for, below the title.</summary>
    public string? Subtitle { get; init; }

    /// <summary>The horizontal axis.</summary>
    public required ChartAxis X { get; init; }

    /// <summary>The vertical axis.</summary>
    public required ChartAxis Y { get; init; }

    /// <summary>The lines, told apart by colour, marker and dashes; a legend names them if there are several.</summary>
    public required IReadOnlyList<ChartSeries> Series { get; init; }

    /// <summary>Width in layout units.</summary>
    public int Width { get; init; } = 640;

    /// <summary>Height of the plot below the title, in layout units.</summary>
    public int Height { get; init; } = 360;

    /// <summary>Draws the chart.</summary>
    /// <returns>The picture, with a <see cref="Picture.Density"/> of 2.</returns>
    /// <exception cref="ArgumentException">There is no line.</exception>
    public Picture Render()
    {
        using var plot = ToPlot([.. Series.Select(line => line.Name)], legend: Series.Count > 1);
        return ChartFrame.Render(Title, Subtitle, Width, Height, plot);
    }

    /// <summary>The plot alone; a line looks as its place among <paramref name="names"/> says, so that two plots can agree.</summary>
    internal ScottPlot.Plot ToPlot(IReadOnlyList<string> names, bool legend)
    {
        if (Series.Count == 0)
            throw new ArgumentException($"The chart \"{Title}\" has no line to draw.");
        var plot = ChartStyle.NewPlot(X, Y);
        foreach (var line in Series)
            ChartStyle.AddLine(plot, line, names.ToList().IndexOf(line.Name), X.Percent, Y.Percent);
        ChartStyle.FitAxes(plot, X, Y);
        if (legend)
            ChartStyle.ShowLegend(plot, many: Series.Count > MostInARow);
        return plot;
    }
}

namespace Relevance.Imaging;

/// <summary>Several line charts side by side under one title. Lines of the same name look alike in all of them.</summary>
public sealed record ChartRow
{
    /// <summary>The figure's title.</summary>
    public required string Title { get; init; }

    /// <summary>What to look for, below the title.</summary>
    public string? Subtitle { get; init; }

    /// <summary>The charts, from the left; their own titles and sizes are not used, so that the axes must say what each shows.</summary>
    public required IReadOnlyList<LineChart> Charts { get; init; }

    /// <summary>Width of one chart in layout units.</summary>
    public int ChartWidth { get; init; } = 400;

    /// <summary>Height of the plots below the title, in layout units.</summary>
    public int Height { get; init; } = 360;

    /// <summary>Draws the charts.</summary>
    /// <returns>The picture, with a <see cref="Picture.Density"/> of 2.</returns>
    /// <exception cref="ArgumentException">There is no chart, or one has no line.</exception>
    public Picture Render()
    {
        if (Charts.Count == 0)
            throw new ArgumentException($"The figure \"{Title}\" has no chart to draw.");
        string[] names = [.. Charts.SelectMany(chart => chart.Series).Select(line => line.Name).Distinct()];
        ScottPlot.Plot[] plots = [.. Charts.Select(chart => chart.ToPlot(names, legend: names.Length > 1))];
        try
        {
            return ChartFrame.Render(Title, Subtitle, ChartWidth * Charts.Count, Height, plots);
        }
        finally
        {
            foreach (var plot in plots)
                plot.Dispose();
        }
    }
}

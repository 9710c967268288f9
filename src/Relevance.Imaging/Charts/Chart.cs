using ScottPlot;

namespace Relevance.Imaging;

/// <summary>A chart over two axes. It can be drawn alone or, with others, in a <see cref="ChartGrid"/>.</summary>
public abstract record Chart
{
    private protected Chart()
    {
    }

    /// <summary>The chart's title.</summary>
    public required string Title { get; init; }

    /// <summary>A line below the title, such as what to look for in the figure; null for none.</summary>
    public string? Subtitle { get; init; }

    /// <summary>The horizontal axis.</summary>
    public required ChartAxis X { get; init; }

    /// <summary>The vertical axis.</summary>
    public required ChartAxis Y { get; init; }

    /// <summary>Width in layout units.</summary>
    public int Width { get; init; } = 640;

    /// <summary>Height of the plot below the title, in layout units.</summary>
    public int Height { get; init; } = 360;

    /// <summary>What a legend names; the place of a name decides how its line looks.</summary>
    internal abstract IReadOnlyList<string> Names { get; }

    /// <summary>Draws the chart.</summary>
    /// <returns>The picture, with a <see cref="Picture.Density"/> of 2.</returns>
    /// <exception cref="ArgumentException">There is nothing to draw.</exception>
    public Picture Render()
    {
        using var plot = ToPlot(Names, legend: Names.Count > 1);
        return ChartFrame.Render(Title, Subtitle, Width, Height, plot);
    }

    /// <summary>The plot alone; a line looks as its place among <paramref name="names"/> says, so that two plots can agree.</summary>
    internal abstract Plot ToPlot(IReadOnlyList<string> names, bool legend);
}

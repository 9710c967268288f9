namespace Relevance.Imaging;

/// <summary>The course of a training: the loss on the left, the accuracy on the right, one point per epoch.</summary>
public sealed record TrainingCurve
{
    /// <summary>The chart's title.</summary>
    public string Title { get; init; } = "Training";

    /// <summary>A line below the title, such as the final accuracy; null for none.</summary>
    public string? Subtitle { get; init; }

    /// <summary>Losses per epoch; see <see cref="ChartSeries.PerEpoch"/>.</summary>
    public required IReadOnlyList<ChartSeries> Loss { get; init; }

    /// <summary>Accuracies per epoch, as fractions 0 … 1; the axis is in per cent.</summary>
    public required IReadOnlyList<ChartSeries> Accuracy { get; init; }

    /// <summary>Draws the chart.</summary>
    /// <returns>The picture, with a <see cref="Picture.Density"/> of 2.</returns>
    /// <exception cref="ArgumentException">Loss or accuracy has no line.</exception>
    public Picture Render()
    {
        var epoch = new ChartAxis("epoch") { WholeNumbers = true };
        using var loss = Panel(epoch, new ChartAxis("cross-entropy loss") { Min = 0 }, Loss);
        using var accuracy = Panel(epoch, new ChartAxis("accuracy (%)") { Percent = true }, Accuracy);
        return ChartFrame.Render(Title, Subtitle, width: 860, plotHeight: 320, loss, accuracy);
    }

    // The legend names even a single line here: whether a loss is of training or test images matters. Equal names look alike in both.
    private ScottPlot.Plot Panel(ChartAxis x, ChartAxis y, IReadOnlyList<ChartSeries> series)
    {
        string[] names = [.. Loss.Concat(Accuracy).Select(line => line.Name).Distinct()];
        return new LineChart { Title = Title, X = x, Y = y, Series = series }.ToPlot(names, legend: true);
    }
}

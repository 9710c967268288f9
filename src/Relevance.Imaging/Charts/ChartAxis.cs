namespace Relevance.Imaging;

/// <summary>An axis of a chart: what it measures and how its ticks are written.</summary>
/// <param name="Label">The quantity with its unit, such as "loss (nats)".</param>
public sealed record ChartAxis(string Label)
{
    /// <summary>Whether values are fractions written as per cent: 0.98 becomes 98. The unit belongs into the label.</summary>
    public bool Percent { get; init; }

    /// <summary>Whether ticks stand at whole numbers only, as for epochs.</summary>
    public bool WholeNumbers { get; init; }

    /// <summary>The lower end of the axis; from the data unless given.</summary>
    public double? Min { get; init; }

    /// <summary>The upper end of the axis; from the data unless given.</summary>
    public double? Max { get; init; }
}

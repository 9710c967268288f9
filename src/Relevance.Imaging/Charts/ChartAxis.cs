namespace Relevance.Imaging;

/// <summary>An axis of a chart: its label, range and ticks.</summary>
/// <param name="Label">The quantity with its unit, such as "loss (nats)".</param>
public sealed record ChartAxis(string Label)
{
    /// <summary>Whether values are fractions shown as per cent, 0.98 as 98; put the unit in the label.</summary>
    public bool Percent { get; init; }

    /// <summary>Whether ticks are at whole numbers only, as for epochs.</summary>
    public bool WholeNumbers { get; init; }

    /// <summary>The lower end of the axis; null to choose it from the data.</summary>
    public double? Min { get; init; }

    /// <summary>The upper end of the axis; null to choose it from the data.</summary>
    public double? Max { get; init; }
}

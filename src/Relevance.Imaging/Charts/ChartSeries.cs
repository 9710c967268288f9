namespace Relevance.Imaging;

/// <summary>One line of a chart.</summary>
public sealed record ChartSeries
{
    /// <summary>Creates a line.</summary>
    /// <param name="name">Its name in the legend.</param>
    /// <param name="x">Positions, ascending.</param>
    /// <param name="y">One value for each position; NaN and infinity leave a gap.</param>
    /// <exception cref="ArgumentException">There are no points, or the numbers of positions and values differ.</exception>
    public ChartSeries(string name, IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        if (x.Count == 0 || x.Count != y.Count)
            throw new ArgumentException($"The line \"{name}\" has {x.Count} positions and {y.Count} values; it needs one value per position.");
        (Name, X, Y) = (name, [.. x], [.. y]);
    }

    /// <summary>The name in the legend.</summary>
    public string Name { get; }

    /// <summary>The positions.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>The values.</summary>
    public IReadOnlyList<double> Y { get; }

    /// <summary>Whether the points are joined by a line; set to false if values between them have no meaning.</summary>
    public bool IsConnected { get; init; } = true;

    /// <summary>Whether the line is a reference for the others, such as chance: it is grey and dashed, and uses none of their colours.</summary>
    public bool IsReference { get; init; }

    /// <summary>Creates a line with one value per epoch, at positions 1, 2, 3, …</summary>
    /// <param name="name">Its name in the legend.</param>
    /// <param name="values">The values from the first epoch on.</param>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static ChartSeries PerEpoch(string name, IReadOnlyList<double> values) =>
        new(name, [.. Enumerable.Range(1, values.Count).Select(epoch => (double)epoch)], values);
}

namespace Relevance.Imaging;

/// <summary>One picture of a sheet: a digit or a heatmap.</summary>
public sealed record Panel
{
    /// <summary>Makes a panel.</summary>
    /// <param name="map">What it shows.</param>
    /// <param name="scale">
    /// Its colours. Panels with equal scales share one colour bar with numbers; panels whose scales differ only in their limit share a
    /// bar that says "per map", and each notes its own limit.
    /// </param>
    public Panel(Map map, ColorScale scale) => (Map, Scale) = (map, scale);

    /// <summary>What the panel shows.</summary>
    public Map Map { get; }

    /// <summary>Its colours.</summary>
    public ColorScale Scale { get; }

    /// <summary>An image of the same size whose edge is drawn over the map as a thin line; see <see cref="Heatmap.Render"/>.</summary>
    public Map? Outline { get; init; }

    /// <summary>
    /// One line below the panel, such as where the image is from; empty for none at all. Without it, the limit of the panel's scale stands there where
    /// panels differ in theirs.
    /// </summary>
    public string? Note { get; init; }

    /// <summary>What is drawn in place of the map's squares; of the map's size.</summary>
    internal Picture? Drawn { get; init; }

    /// <summary>An image as dark ink on white.</summary>
    /// <param name="intensities">Values 0 … 1; 1 is ink.</param>
    public static Panel Image(Map intensities) => new(intensities, ColorScale.Ink);

    /// <summary>A heatmap with a scale of its own.</summary>
    /// <param name="map">The relevance.</param>
    /// <param name="colors">The colours; <see cref="ColorMap.RedBlue"/> unless given.</param>
    public static Panel Heatmap(Map map, ColorMap? colors = null) => new(map, ColorScale.For(map, colors));
}

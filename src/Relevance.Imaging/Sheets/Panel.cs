namespace Relevance.Imaging;

/// <summary>One picture on a sheet, such as an image or a heatmap.</summary>
public sealed record Panel
{
    /// <summary>Creates a panel.</summary>
    /// <param name="map">The map to show.</param>
    /// <param name="scale">The colour scale. Panels with equal scales share one colour bar labelled with numbers; panels whose scales differ only in their
    /// limit share a bar labelled "per map", and each shows its own limit.</param>
    public Panel(Map map, ColorScale scale) => (Map, Scale) = (map, scale);

    /// <summary>The map that is shown.</summary>
    public Map Map { get; }

    /// <summary>The colour scale.</summary>
    public ColorScale Scale { get; }

    /// <summary>An image of the same size whose edge is drawn over the map as a thin line; see <see cref="Heatmap.Render"/>.</summary>
    public Map? Outline { get; init; }

    /// <summary>
    /// A line below the panel, such as the source of the image; empty for none. If null, the limit of the panel's scale is shown there if the limits of the
    /// panels differ.
    /// </summary>
    public string? Note { get; init; }

    /// <summary>What is drawn in place of the map's squares; of the map's size.</summary>
    internal Picture? Drawn { get; init; }

    /// <summary>Creates a panel of an image, as dark ink on white.</summary>
    /// <param name="intensities">The intensities, from 0 for white to 1 for black.</param>
    public static Panel Image(Map intensities) => new(intensities, ColorScale.Ink);

    /// <summary>Creates a panel of a heatmap with its own scale.</summary>
    /// <param name="map">The relevance.</param>
    /// <param name="colors">The colours; <see cref="ColorMap.RedBlue"/> unless given.</param>
    public static Panel Heatmap(Map map, ColorMap? colors = null) => new(map, ColorScale.For(map, colors));
}

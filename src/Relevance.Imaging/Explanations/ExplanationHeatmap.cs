namespace Relevance.Imaging;

/// <summary>
/// The heatmap of one explained image: red for values that speak for the score, blue for values that speak against it, white for 0. Created by
/// <see cref="ExplanationPictures.Heatmap"/>.
/// </summary>
/// <example>
/// <code>
/// var heatmap = explanation.Heatmap() with { Percentile = 99, HasLegend = true };
/// heatmap.Save("why.png");
/// </code>
/// </example>
public sealed record ExplanationHeatmap
{
    private readonly Map relevance;
    private readonly string title, subtitle;

    internal ExplanationHeatmap(Map relevance, string title, string subtitle) => (this.relevance, this.title, this.subtitle) = (relevance, title, subtitle);

    /// <summary>The sign of the relevance that is shown.</summary>
    public RelevanceSign Sign { get; init; }

    /// <summary>
    /// The percentile of the magnitudes that gets the strongest colour, in (0, 100]. Below 100, a few extreme pixels share one colour so that the others are
    /// visible; 98 corresponds to the usual setting of other libraries.
    /// </summary>
    public double Percentile { get; init; } = 100;

    /// <summary>The approximate length of the longer side of the heatmap in pixels; each value is drawn as a square of whole pixels.</summary>
    public int Size { get; init; } = 448;

    /// <summary>Whether the picture has a title and a colour bar labelled with numbers.</summary>
    public bool HasLegend { get; init; }

    /// <summary>The map that is shown: the relevance of the chosen sign, summed over channels.</summary>
    public Map Map => Sign == RelevanceSign.All ? relevance : new(relevance.Width, relevance.Height, Array.ConvertAll(relevance.Values.ToArray(), Shown));

    /// <summary>The colours of <see cref="Map"/>.</summary>
    public ColorScale Scale
    {
        get
        {
            var (map, absolute) = (Map, Sign == RelevanceSign.Absolute);
            bool startsAtZero = map.MaxAbsolute > 0 && !map.Values.ContainsAnyInRange(float.MinValue, -float.Epsilon);
            return ColorScale.For(map, absolute ? ColorMap.Heat : ColorMap.RedBlue, Percentile) with
            {
                StartsAtZero = startsAtZero,
                LowLabel = startsAtZero || absolute ? "no relevance" : "against the score",
                HighLabel = absolute ? "strong" : "for the score",
            };
        }
    }

    /// <summary>Draws the heatmap.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="Size"/> is less than 1, or the percentile outside (0, 100].</exception>
    public Picture Render()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Size, 1);
        var (map, scale) = (Map, Scale);
        int factor = Math.Max(1, (int)Math.Round((double)Size / Math.Max(map.Width, map.Height)));
        return Finish(new Panel(map, scale), Heatmap.Render(map, scale, factor), null);
    }

    /// <summary>Draws the heatmap and writes it as a PNG file; see <see cref="Picture.Save"/>.</summary>
    /// <param name="path">The file, replaced if it exists.</param>
    /// <exception cref="IOException">The file cannot be written; the message names it.</exception>
    public void Save(string path) => Render().Save(path);

    /// <summary>
    /// Lays the heatmap over the photograph that the network classified. The heatmap is resized smoothly to the photograph; if the network saw only a part of
    /// the photograph, pass that part.
    /// </summary>
    /// <example>
    /// <code>
    /// explanation.Heatmap(legend: true).Over("cat.jpg").Save("why-cat.png");
    /// </code>
    /// </example>
    /// <param name="photograph">The photograph, of any size.</param>
    /// <param name="mode">How the heatmap and the photograph are combined.</param>
    /// <returns>The overlay, to be saved or changed by <c>with</c>.</returns>
    public HeatmapOverlay Over(Picture photograph, OverlayMode mode = OverlayMode.BlendedHeatmap)
    {
        ArgumentNullException.ThrowIfNull(photograph);
        return new(this, photograph) { Mode = mode };
    }

    /// <summary>Lays the heatmap over a photograph in a PNG, JPEG, WebP or BMP file; see <see cref="Over(Picture, OverlayMode)"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mode">How the heatmap and the photograph are combined.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file is not a valid image of these formats; the message says why.</exception>
    public HeatmapOverlay Over(string path, OverlayMode mode = OverlayMode.BlendedHeatmap) => Over(Picture.Decode(path), mode);

    /// <summary>Lays the heatmap over a photograph given as the bytes of its file; see <see cref="Over(Picture, OverlayMode)"/>.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="mode">How the heatmap and the photograph are combined.</param>
    /// <exception cref="InvalidDataException">The file is not a valid image of these formats; the message says why.</exception>
    public HeatmapOverlay Over(ReadOnlySpan<byte> bytes, OverlayMode mode = OverlayMode.BlendedHeatmap) => Over(Picture.Decode(bytes), mode);

    /// <summary>The picture as it is, or with title and colour bar where they were asked for.</summary>
    internal Picture Finish(Panel panel, Picture picture, string? note)
    {
        if (!HasLegend)
            return picture;
        // The panel has the size of the picture: each of its pixels is drawn as it is.
        var canvas = new Map(picture.Width, picture.Height, new float[picture.Width * picture.Height]);
        return new Sheet
        {
            Title = title,
            Subtitle = subtitle,
            Rows = [new SheetRow(new SheetCell(new Panel(canvas, panel.Scale) { Drawn = picture }))],
            PanelSize = Math.Max(1, Math.Max(picture.Width, picture.Height) / SheetTheme.Density),
            ScaleNote = note,
        }.Render();
    }

    private float Shown(float value) => Sign switch
    {
        RelevanceSign.Positive => Math.Max(value, 0),
        RelevanceSign.Negative => Math.Min(value, 0),
        _ => Math.Abs(value),
    };
}

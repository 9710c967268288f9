namespace Relevance.Imaging;

/// <summary>
/// A heatmap over a photograph. With s = min(1, |relevance| / limit of the scale), between 0 and 1, the colour of the heatmap has the weight a = opacity · (1 −
/// (1 − s)²), which is 0 where relevance is 0 and rises steeply from there; the photograph has the weight 1 − a. Created by
/// <see cref="ExplanationHeatmap.Over(Picture, OverlayMode)"/>.
/// </summary>
/// <example>
/// <code>
/// var overlay = explanation.Heatmap(sign: RelevanceSign.Positive).Over("cat.jpg", OverlayMode.MaskedImage);
/// overlay.Save("what-counts.png");
/// </code>
/// </example>
public sealed record HeatmapOverlay
{
    private readonly ExplanationHeatmap heatmap;
    private readonly Picture photograph;

    internal HeatmapOverlay(ExplanationHeatmap heatmap, Picture photograph) => (this.heatmap, this.photograph) = (heatmap, photograph);

    /// <summary>How the heatmap and the photograph are combined.</summary>
    public OverlayMode Mode { get; init; }

    /// <summary>The weight of the strongest colour in <see cref="OverlayMode.BlendedHeatmap"/>: 1 hides the photograph there.</summary>
    public double Opacity { get; init; } = 0.9;

    /// <summary>Draws the overlay in the size of the photograph, plus the space for the legend if the heatmap has one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The opacity is outside 0 … 1.</exception>
    public Picture Render()
    {
        if (!(Opacity >= 0 && Opacity <= 1))
            throw new ArgumentOutOfRangeException(nameof(Opacity), Opacity, "An opacity lies between 0 and 1.");
        var scale = heatmap.Scale;
        var map = heatmap.Map.ResizeSmoothly(photograph.Width, photograph.Height);
        var rgba = new byte[4 * map.Width * map.Height];
        for (int i = 0; i < map.Values.Length; i++)
        {
            double value = map.Values[i];
            double strength = scale.Limit == 0 ? 0 : Math.Min(1, Math.Abs(value) / scale.Limit);
            var color = Combine(photograph[i % map.Width, i / map.Width], scale.ColorOf(value), strength);
            (rgba[4 * i], rgba[4 * i + 1], rgba[4 * i + 2], rgba[4 * i + 3]) = (color.R, color.G, color.B, 255);
        }
        var picture = new Picture(map.Width, map.Height, rgba);
        return Mode == OverlayMode.BlendedHeatmap
            ? heatmap.Finish(new Panel(map, scale), picture, "0 is transparent; the photograph is grey")
            : heatmap.Finish(new Panel(map, ColorScale.Grey), picture, null);
    }

    /// <summary>Draws the overlay and writes it as a PNG file; see <see cref="Picture.Save"/>.</summary>
    /// <param name="path">The file, replaced if it exists.</param>
    /// <exception cref="IOException">The file cannot be written; the message names it.</exception>
    public void Save(string path) => Render().Save(path);

    private Rgb Combine(Rgb photo, Rgb color, double strength) => Mode switch
    {
        OverlayMode.BlendedHeatmap => Rgb.Mix(LightGrey(photo), color, Opacity * (1 - (1 - strength) * (1 - strength))),
        OverlayMode.MaskedImage => Rgb.Mix(default, photo, strength),
        OverlayMode.AlphaScaling => Rgb.Mix(Rgb.White, photo, strength),
        _ => photo,
    };

    // Its luma (ITU-R BT.601), lightened: the colours of a heatmap are made for white.
    private static Rgb LightGrey(Rgb photo)
    {
        byte level = (byte)Math.Round(255 - 0.7 * (255 - (0.299 * photo.R + 0.587 * photo.G + 0.114 * photo.B)));
        return new(level, level, level);
    }
}

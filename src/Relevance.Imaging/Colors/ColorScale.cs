namespace Relevance.Imaging;

/// <summary>
/// Assigns colours to the values of a map: a colour map, and the value of its strongest colour. Zero is always the middle of a diverging map and the start of a
/// sequential one, so that white means "no relevance" in every picture.
/// </summary>
public sealed record ColorScale
{
    /// <summary>Creates a scale with a given limit.</summary>
    /// <param name="colors">The colours.</param>
    /// <param name="limit">The value that gets the strongest colour; if 0, everything has the colour of zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is negative, NaN or infinite.</exception>
    public ColorScale(ColorMap colors, double limit)
    {
        if (!double.IsFinite(limit) || limit < 0)
            throw new ArgumentOutOfRangeException(nameof(limit), limit, "The end of a colour scale must be a finite number, 0 or more.");
        Colors = colors;
        Limit = limit;
        LowLabel = colors.IsDiverging ? "against the class" : "weak";
        HighLabel = colors.IsDiverging ? "for the class" : "strong";
    }

    /// <summary>The scale for intensities from 0 to 1 as dark ink on white, as for a digit beside its heatmap.</summary>
    public static ColorScale Ink { get; } = new(ColorMap.Ink, 1);

    /// <summary>The scale for intensities from 0, black, to 1, white.</summary>
    public static ColorScale Grey { get; } = new(ColorMap.Grey, 1);

    /// <summary>The colours.</summary>
    public ColorMap Colors { get; }

    /// <summary>The value that gets the strongest colour, in the units of the map.</summary>
    public double Limit { get; }

    /// <summary>Whether values beyond the limit exist because the limit is a percentile; the colour bar then shows ≤ and ≥.</summary>
    public bool Clips { get; private init; }

    /// <summary>
    /// Whether the values are known not to be negative, as those of sensitivity analysis; the colour bar of a diverging map then starts at 0, without the
    /// colours that do not occur.
    /// </summary>
    public bool StartsAtZero { get; init; }

    /// <summary>Whether the colour bar has a negative side.</summary>
    internal bool IsTwoSided => Colors.IsDiverging && !StartsAtZero;

    /// <summary>The meaning of the colours of the low end, written beside the colour bar.</summary>
    public string LowLabel { get; init; }

    /// <summary>The meaning of the colours of the high end, written beside the colour bar.</summary>
    public string HighLabel { get; init; }

    /// <summary>Creates the scale of one map, whose largest |value|, or a percentile of the |values|, gets the strongest colour.</summary>
    /// <param name="map">The map.</param>
    /// <param name="colors">The colours; <see cref="ColorMap.RedBlue"/> unless given.</param>
    /// <param name="percentile">The percentile, in (0, 100]; below 100, the strongest pixels share one colour so that weaker ones are visible.</param>
    /// <returns>The scale; a map of zeros has the limit 0.</returns>
    /// <exception cref="ArgumentException">The colours are sequential and the map has a negative value.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The percentile is outside (0, 100].</exception>
    public static ColorScale For(Map map, ColorMap? colors = null, double percentile = 100) => Shared([map], colors, percentile);

    /// <summary>Creates one scale for several maps, so that equal colours mean equal values.</summary>
    /// <param name="maps">The maps.</param>
    /// <param name="colors">The colours; <see cref="ColorMap.RedBlue"/> unless given.</param>
    /// <param name="percentile">The percentile, in (0, 100], over the pixels of all maps together.</param>
    /// <returns>The scale; maps of zeros have the limit 0.</returns>
    /// <exception cref="ArgumentException">The colours are sequential and a map has a negative value.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The percentile is outside (0, 100].</exception>
    public static ColorScale Shared(IReadOnlyCollection<Map> maps, ColorMap? colors = null, double percentile = 100)
    {
        if (!(percentile > 0 && percentile <= 100))
            throw new ArgumentOutOfRangeException(nameof(percentile), percentile, "A percentile lies above 0 and not above 100.");
        colors ??= ColorMap.RedBlue;
        if (!colors.IsDiverging)
        {
            foreach (var map in maps)
                RefuseNegative(map, colors);
        }
        double largest = maps.Count == 0 ? 0 : maps.Max(map => map.MaxAbsolute);
        double limit = percentile == 100 ? largest : Percentile(maps, percentile);
        // More zeros than the percentile leaves would make everything else saturate: then the largest value is the honest end.
        if (limit == 0)
            limit = largest;
        return new ColorScale(colors, limit) { Clips = limit < largest };
    }

    /// <summary>Gets the colour of a value.</summary>
    /// <param name="value">The value in the units of the map; beyond the limit it gets the colour of the end.</param>
    /// <returns>The colour.</returns>
    /// <exception cref="ArgumentException">The value is NaN.</exception>
    public Rgb ColorOf(double value) => Colors.At(Limit == 0 && !double.IsNaN(value) ? 0 : value / Limit);

    private static double Percentile(IEnumerable<Map> maps, double percentile)
    {
        float[] sorted = [.. maps.SelectMany(map => map.Values.ToArray()).Select(Math.Abs).Order()];
        return sorted.Length == 0 ? 0 : sorted[(int)Math.Ceiling(percentile / 100 * sorted.Length) - 1];
    }

    private static void RefuseNegative(Map map, ColorMap colors)
    {
        int i = map.Values.IndexOfAnyInRange(float.MinValue, -float.Epsilon);
        if (i >= 0)
            throw new ArgumentException(
                $"The colours \"{colors}\" are for maps without negative values, and column {i % map.Width}, row {i / map.Width} is " +
                $"{NumberText.Signed(map.Values[i])}. Use diverging colours such as \"{ColorMap.RedBlue}\".", nameof(map));
    }
}

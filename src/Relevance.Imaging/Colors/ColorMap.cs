namespace Relevance.Imaging;

/// <summary>
/// Maps numbers to colours: diverging maps the range −1 to 1, with white at exactly 0, sequential maps the range 0 to 1. The maps for relevance are computed in
/// OKLab; their lightness falls linearly with |value| in the same way for both signs, so that they can be printed in grey and neither sign looks stronger than
/// the other.
/// </summary>
public sealed class ColorMap
{
    private const int Steps = 255;
    private readonly Rgb[] positive;
    private readonly Rgb[]? negative;

    private ColorMap(string name, Func<double, Rgb> positive, Func<double, Rgb>? negative = null)
    {
        Name = name;
        this.positive = Table(positive);
        this.negative = negative is null ? null : Table(negative);
    }

    /// <summary>Diverging: red for positive values, blue for negative ones, white at 0.</summary>
    public static ColorMap RedBlue { get; } = new("red–blue", s => Arm(s, 25, 0.19), s => Arm(s, 255, 0.15));

    /// <summary>
    /// Diverging: orange for positive values, purple for negative ones, white at 0. The two differ along the yellow–blue axis, which
    /// people with red–green colour blindness see.
    /// </summary>
    public static ColorMap OrangePurple { get; } = new("orange–purple", s => Arm(s, 58, 0.15), s => Arm(s, 295, 0.17));

    /// <summary>Sequential, for maps without negative values: white at 0, through orange to dark red at 1.</summary>
    public static ColorMap Heat { get; } = new("heat", s => Arm(s, 85 - 60 * s, 0.17));

    /// <summary>Sequential, for intensities: black at 0, white at 1.</summary>
    public static ColorMap Grey { get; } = new("grey", s => GreyLevel(s));

    /// <summary>Sequential, for intensities as ink on paper: white at 0, black at 1.</summary>
    public static ColorMap Ink { get; } = new("ink", s => GreyLevel(1 - s));

    /// <summary>The name of the map, such as "red–blue".</summary>
    public string Name { get; }

    /// <summary>Whether the map is diverging, with colours for negative values.</summary>
    public bool IsDiverging => negative is not null;

    /// <summary>Whether the map shows an image rather than relevance; such panels need no colour scale beside them.</summary>
    internal bool IsIntensity => this == Grey || this == Ink;

    /// <summary>Gets the colour of a number.</summary>
    /// <param name="value">The number, from −1 to 1, or from 0 to 1 for a sequential map; numbers outside have the colour of the end.</param>
    /// <returns>The colour; exactly white at 0 for every relevance map.</returns>
    /// <exception cref="ArgumentException">The value is NaN.</exception>
    public Rgb At(double value)
    {
        if (double.IsNaN(value))
            throw new ArgumentException("NaN has no colour.", nameof(value));
        var arm = value < 0 && negative is not null ? negative : positive;
        double strength = negative is null ? Math.Clamp(value, 0, 1) : Math.Min(Math.Abs(value), 1);
        return arm[(int)Math.Round(strength * Steps)];
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static Rgb[] Table(Func<double, Rgb> color) => [.. Enumerable.Range(0, Steps + 1).Select(i => color(i / (double)Steps))];

    // Chroma rises steeply and then stays, so that weak values already show their hue; the end is dark but not black.
    private static Rgb Arm(double strength, double hue, double chroma) =>
        OkLab.FromPolar(1 - 0.64 * strength, chroma * (1 - Math.Pow(1 - strength, 2.5)), hue).ToRgb();

    private static Rgb GreyLevel(double intensity)
    {
        byte level = (byte)Math.Round(255 * intensity);
        return new Rgb(level, level, level);
    }
}

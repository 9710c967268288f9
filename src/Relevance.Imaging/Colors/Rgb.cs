namespace Relevance.Imaging;

/// <summary>An opaque sRGB colour.</summary>
/// <param name="R">Red, 0–255.</param>
/// <param name="G">Green, 0–255.</param>
/// <param name="B">Blue, 0–255.</param>
public readonly record struct Rgb(byte R, byte G, byte B)
{
    /// <summary>Pure white.</summary>
    public static Rgb White => new(255, 255, 255);

    /// <summary>Writes the colour in CSS notation, such as <c>#b2182b</c>.</summary>
    public string ToHex() => $"#{R:x2}{G:x2}{B:x2}";

    /// <summary>Relative luminance, 0 (black) to 1 (white), as WCAG 2 defines it: the base of contrast ratios.</summary>
    internal double Luminance => 0.2126 * OkLab.Linear(R) + 0.7152 * OkLab.Linear(G) + 0.0722 * OkLab.Linear(B);

    /// <summary>Black or white, whichever reads better on this colour.</summary>
    internal Rgb TextColor
    {
        get
        {
            // The contrast ratio is (lighter + 0.05) / (darker + 0.05).
            double onBlack = (Luminance + 0.05) / 0.05;
            double onWhite = 1.05 / (Luminance + 0.05);
            return onBlack >= onWhite ? new Rgb(0, 0, 0) : White;
        }
    }

    /// <summary>The colour at a share of the way between two.</summary>
    internal static Rgb Mix(Rgb from, Rgb to, double share) => new(Mix(from.R, to.R, share), Mix(from.G, to.G, share), Mix(from.B, to.B, share));

    private static byte Mix(byte from, byte to, double share) => (byte)Math.Round(from + (to - from) * share);

    internal SkiaSharp.SKColor ToSkia() => new(R, G, B);
}

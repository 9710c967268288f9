namespace Relevance.Imaging;

/// <summary>
/// The OKLab colour space, in which equal steps look equal; colour maps are computed in its polar form (lightness, chroma, hue).
/// Source: B. Ottosson, "A perceptual color space for image processing", 2020 (matrices from there).
/// </summary>
internal readonly record struct OkLab(double L, double A, double B)
{
    internal static OkLab FromPolar(double lightness, double chroma, double hueDegrees)
    {
        double hue = hueDegrees * Math.PI / 180;
        return new(lightness, chroma * Math.Cos(hue), chroma * Math.Sin(hue));
    }

    internal static OkLab FromRgb(Rgb color)
    {
        double r = Linear(color.R), g = Linear(color.G), b = Linear(color.B);
        double l = Math.Cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
        double m = Math.Cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
        double s = Math.Cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
        return new(
            0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s);
    }

    /// <summary>The nearest sRGB colour of the same lightness and hue: chroma gives way where the screen has no such colour.</summary>
    internal Rgb ToRgb()
    {
        double low = 0, high = 1;
        if (!InGamut(Scaled(1).ToLinear()))
        {
            for (int i = 0; i < 40; i++)
            {
                double middle = (low + high) / 2;
                if (InGamut(Scaled(middle).ToLinear()))
                    low = middle;
                else
                    high = middle;
            }
        }
        else
        {
            low = 1;
        }
        var (r, g, b) = Scaled(low).ToLinear();
        return new Rgb(Encode(r), Encode(g), Encode(b));
    }

    /// <summary>An sRGB byte as linear light, 0 to 1 (IEC 61966-2-1).</summary>
    internal static double Linear(byte value)
    {
        double c = value / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
    }

    private static byte Encode(double linear)
    {
        double c = Math.Clamp(linear, 0, 1);
        c = c <= 0.0031308 ? 12.92 * c : 1.055 * Math.Pow(c, 1 / 2.4) - 0.055;
        return (byte)Math.Round(255 * c);
    }

    private OkLab Scaled(double chroma) => new(L, A * chroma, B * chroma);

    private (double R, double G, double B) ToLinear()
    {
        double l = Cube(L + 0.3963377774 * A + 0.2158037573 * B);
        double m = Cube(L - 0.1055613458 * A - 0.0638541728 * B);
        double s = Cube(L - 0.0894841775 * A - 1.2914855480 * B);
        return (
            4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
            -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
    }

    private static bool InGamut((double R, double G, double B) c)
    {
        const double Rounding = 1e-6; // white itself comes out as 1.0000000x
        return Math.Min(c.R, Math.Min(c.G, c.B)) >= -Rounding && Math.Max(c.R, Math.Max(c.G, c.B)) <= 1 + Rounding;
    }

    private static double Cube(double x) => x * x * x;
}

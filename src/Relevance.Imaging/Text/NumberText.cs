using System.Globalization;

namespace Relevance.Imaging;

/// <summary>Writes numbers for figures: with three significant digits, a typographical minus sign, and powers of ten in place of many zeros.</summary>
public static class NumberText
{
    /// <summary>Writes a finite number.</summary>
    public static string Plain(double value)
    {
        if (value == Math.Round(value) && Math.Abs(value) < 1e6)
            return value < 0 ? "−" + (-value).ToString("F0", CultureInfo.InvariantCulture) : value.ToString("F0", CultureInfo.InvariantCulture);
        string digits = Math.Abs(value).ToString("E2", CultureInfo.InvariantCulture);
        int exponent = int.Parse(digits[(digits.IndexOf('E') + 1)..], CultureInfo.InvariantCulture);
        string mantissa = digits[..digits.IndexOf('E')];
        string text = exponent is >= -3 and < 3
            ? double.Parse(digits, CultureInfo.InvariantCulture).ToString("F" + (2 - exponent), CultureInfo.InvariantCulture)
            : exponent is >= 3 and < 6
                ? Math.Abs(value).ToString("F0", CultureInfo.InvariantCulture)
                : $"{mantissa}×10{Superscript(exponent)}";
        return value < 0 ? "−" + text : text;
    }

    internal static string Signed(double value) => value > 0 ? "+" + Plain(value) : Plain(value);

    /// <summary>A number in a column whose largest has the given size: all with the decimals that give that one three digits.</summary>
    internal static string Beside(double value, double largest)
    {
        if (largest is < 0.001 or >= 1e6)
            return Plain(value);
        int decimals = Math.Max(0, 2 - (int)Math.Floor(Math.Log10(largest)));
        string text = Math.Abs(value).ToString("F" + decimals, CultureInfo.InvariantCulture);
        return value < 0 && text.AsSpan().ContainsAnyInRange('1', '9') ? "−" + text : text;
    }

    /// <summary>A fraction as per cent with the given number of decimals.</summary>
    internal static string Percent(double fraction, int decimals) =>
        (100 * fraction).ToString("F" + decimals, CultureInfo.InvariantCulture) + " %";

    private static string Superscript(int exponent) =>
        string.Concat(exponent.ToString(CultureInfo.InvariantCulture).Select(c => c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c - '0']));
}

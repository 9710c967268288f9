using System.Globalization;

namespace Relevance.Imaging;

/// <summary>Numbers as a figure shows them: three significant digits, a real minus sign, powers of ten where zeros would pile up.</summary>
internal static class NumberText
{
    internal static string Plain(double value)
    {
        if (value == 0)
            return "0";
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

    /// <summary>A fraction as per cent with the given number of decimals.</summary>
    internal static string Percent(double fraction, int decimals) =>
        (100 * fraction).ToString("F" + decimals, CultureInfo.InvariantCulture) + " %";

    private static string Superscript(int exponent) =>
        string.Concat(exponent.ToString(CultureInfo.InvariantCulture).Select(c => c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c - '0']));
}

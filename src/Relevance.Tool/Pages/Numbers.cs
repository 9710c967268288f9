using System.Globalization;

namespace Relevance.Tool.Pages;

/// <summary>Numbers as they are read, the same in every culture. Negative ones have a minus sign, not a hyphen.</summary>
internal static class Numbers
{
    private const string Space = "\u00a0";

    /// <summary>A count with its thousands apart: 10,000.</summary>
    internal static string Count(long count) => Signed(count.ToString("N0", CultureInfo.InvariantCulture));

    /// <summary>A number that names something, such as a seed: no marks between its thousands.</summary>
    internal static string Integer(long value) => Signed(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A fraction as a percentage: 0.9889 is 98.89 %.</summary>
    internal static string Percent(double fraction, int decimals = 2) => Signed(Fixed(100 * fraction, decimals)) + Space + "%";

    /// <summary>A duration: 0.42 s, 36.2 s, 2 min 5 s.</summary>
    internal static string Seconds(double seconds)
    {
        if (seconds < 1)
            return Fixed(seconds, 2) + Space + "s";
        if (seconds < 99.95)
            return Fixed(seconds, 1) + Space + "s";
        var whole = (long)Math.Round(seconds);
        return $"{Count(whole / 60)}{Space}min {whole % 60}{Space}s";
    }

    /// <summary>A score or a relevance: three decimals, or a power of ten where these would hide it.</summary>
    internal static string Real(double value) => Math.Abs(value) switch
    {
        0 => "0",
        double.PositiveInfinity => value > 0 ? "∞" : "−∞",
        double.NaN => "undefined",
        >= 0.001 and < 1e6 => Signed(Fixed(value, 3)),
        _ => PowerOfTen(value),
    };

    /// <summary>A shape: 6 × 26 × 26.</summary>
    internal static string Shape(IEnumerable<long> shape) => string.Join($"{Space}×{Space}", shape.Select(Count));

    private static string PowerOfTen(double value)
    {
        var parts = value.ToString("0.00e+0", CultureInfo.InvariantCulture).Split('e');
        var exponent = string.Concat(parts[1].TrimStart('+').Select(c => c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c - '0']));
        return $"{Signed(parts[0])}{Space}×{Space}10{exponent}";
    }

    private static string Fixed(double value, int decimals) => value.ToString($"F{decimals}", CultureInfo.InvariantCulture);

    private static string Signed(string number) => number.Replace('-', '−');
}

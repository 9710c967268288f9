using System.Globalization;

namespace Relevance.Tool.Console;

/// <summary>How numbers and lists are written on the console.</summary>
internal static class Readable
{
    /// <summary>Words one after the other: a, b and c.</summary>
    internal static string List(IEnumerable<string> words)
    {
        string[] all = [.. words];
        return all.Length < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} and {all[^1]}";
    }

    /// <summary>A number of things: 1 epoch, 10 epochs.</summary>
    internal static string Count(long count, string one) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {one}{(count == 1 ? "" : "s")}");

    /// <summary>A fraction in per cent with two decimals.</summary>
    internal static string Percent(double fraction) => string.Create(CultureInfo.InvariantCulture, $"{100 * fraction:F2} %");

    /// <summary>How much is done, in whole per cent and never more than is.</summary>
    internal static string Share(double fraction) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(100 * Math.Clamp(fraction, 0, 1)):F0} %");

    /// <summary>A duration: with a decimal up to a minute and a half, in minutes and seconds beyond.</summary>
    internal static string Seconds(double seconds)
    {
        if (seconds < 90)
            return string.Create(CultureInfo.InvariantCulture, $"{seconds:F1} s");
        var whole = (long)Math.Round(seconds);
        return $"{whole / 60} min {whole % 60} s";
    }
}

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

    /// <summary>A fraction in per cent with two decimals.</summary>
    internal static string Percent(double fraction) => string.Create(CultureInfo.InvariantCulture, $"{100 * fraction:F2} %");

    /// <summary>A duration: with a decimal up to a minute and a half, in minutes and seconds beyond.</summary>
    internal static string Seconds(double seconds)
    {
        if (seconds < 90)
            return string.Create(CultureInfo.InvariantCulture, $"{seconds:F1} s");
        var whole = (long)Math.Round(seconds);
        return $"{whole / 60} min {whole % 60} s";
    }
}

using Relevance.Maps;

namespace Relevance.Tests.Engine;

/// <summary>The largest values of windows.</summary>
internal static class Maxima
{
    public static double[] Of(SeparableMap map, double[] input, Shape from) =>
        [.. Windows(map, from).Select(window => window.Count == 0 ? double.NegativeInfinity : window.Max(place => input[place]))];

    public static double[] Back(SeparableMap map, bool sharesTies, double[] input, double[] quantity, Shape from)
    {
        var back = new double[input.Length];
        foreach (var (i, window) in Windows(map, from).Index())
        {
            var largest = window.Count == 0 ? 0 : window.Max(place => input[place]);
            int[] ties = [.. window.Where(place => input[place] == largest)];
            foreach (var place in sharesTies ? ties : ties[..Math.Min(1, ties.Length)])
                back[place] += sharesTies ? quantity[i] / ties.Length : quantity[i];
        }
        return back;
    }

    private static IEnumerable<List<int>> Windows(SeparableMap map, Shape from)
    {
        var windows = WindowsOf.Map(map, from);
        var places = from.From(from.Rank - map.Axes).Size;
        for (var channel = 0; channel < from.Size / places; channel++)
        {
            foreach (var window in windows)
                yield return [.. window.Select(entry => channel * places + entry.Place)];
        }
    }
}

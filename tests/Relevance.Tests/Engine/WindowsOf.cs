using Relevance.Maps;

namespace Relevance.Tests.Engine;

/// <summary>The windows of poolings, as PyTorch defines them.</summary>
internal static class WindowsOf
{
    /// <summary>For each window of a channel its places and their weights.</summary>
    public static List<List<(int Place, double Weight)>> Map(SeparableMap map, Shape from)
    {
        var lengths = from.Lengths[^map.Axes..];
        var axes = map.Along.Select((axis, i) => Axis(axis, lengths[i])).ToArray();
        return [.. Places.Of([.. axes.Select(axis => axis.Count)]).Select(window =>
            Places.Of([.. axes.Select((axis, i) => axis[window[i]].Count)]).Select(inside => (
                Places.Flat([.. axes.Select((axis, i) => axis[window[i]][inside[i]].Place)], lengths),
                axes.Select((axis, i) => axis[window[i]][inside[i]].Weight).Aggregate(1.0, (product, weight) => product * weight))).ToList())];
    }

    /// <summary>The windows along one axis.</summary>
    public static List<List<(int Place, double Weight)>> Axis(AxisMap axis, int length)
    {
        var windows = new List<List<(int, double)>>();
        switch (axis)
        {
            case SameAxis:
                for (var place = 0; place < length; place++)
                    windows.Add([(place, 1)]);
                break;
            case AdaptiveAxis adaptive:
                for (var o = 0; o < adaptive.Outputs; o++)
                {
                    var first = (int)Math.Floor((double)o * length / adaptive.Outputs);
                    var end = (int)Math.Ceiling((o + 1.0) * length / adaptive.Outputs);
                    windows.Add([.. Enumerable.Range(first, end - first).Select(place => (place, 1.0 / (end - first)))]);
                }
                break;
            case GivenAxis given:
                windows.AddRange(given.Given.Select(row => row.ToList()));
                break;
            case WindowAxis w:
                var reach = (w.Length - 1) * w.Dilation + 1;
                for (var first = -w.Before; ; first += w.Stride)
                {
                    // With ceil a window counts that begins inside and ends beyond the padding, if the one before does not end at it.
                    var fits = first + reach <= length + w.After;
                    if (w.Ceil ? first >= length || (!fits && first - w.Stride + reach >= length + w.After) : !fits)
                        break;
                    var window = new List<(int, double)>();
                    var (inside, padded) = (0, 0);
                    for (var t = 0; t < w.Length; t++)
                    {
                        var place = first + t * w.Dilation;
                        inside += place >= 0 && place < length ? 1 : 0;
                        padded += place < length + w.After ? 1 : 0;
                        if (place >= 0 && place < length)
                            window.Add((place, 0));
                    }
                    windows.Add([.. window.Select(entry => (entry.Item1, w.IsSum ? 1.0 : 1.0 / (w.CountsPadding ? padded : inside)))]);
                }
                break;
            default:
                throw new NotSupportedException();
        }
        return windows;
    }
}

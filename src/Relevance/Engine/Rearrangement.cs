namespace Relevance.Engine;

/// <summary>Copies each channel of an input into a larger array in which all other places are 0: stretches of neighbouring places, one after the other.</summary>
internal sealed class Rearrangement
{
    private Rearrangement(int channels, int from, int to, (int From, int To, int Length)[] runs)
    {
        (Channels, FromStride, ToStride, Runs) = (channels, from, to, runs);
        var gaps = new List<(int To, int Length)>();
        var end = 0;
        foreach (var run in runs.OrderBy(run => run.To))
        {
            if (run.To > end)
                gaps.Add((end, run.To - end));
            end = run.To + run.Length;
        }
        if (to > end)
            gaps.Add((end, to - end));
        Gaps = [.. gaps];
    }

    internal int Channels { get; }

    /// <summary>The places of a channel of the input.</summary>
    internal int FromStride { get; }

    /// <summary>The places of a channel of the result.</summary>
    internal int ToStride { get; }

    /// <summary>What is copied in each channel.</summary>
    internal (int From, int To, int Length)[] Runs { get; }

    /// <summary>What is 0 in each channel.</summary>
    internal (int To, int Length)[] Gaps { get; }

    /// <summary>Finds the stretches.</summary>
    /// <param name="channels">The channels.</param>
    /// <param name="lengths">The lengths of the three axes of the input.</param>
    /// <param name="size">The places of a channel of the result.</param>
    /// <param name="target">Where in the result a place of the input goes; −1 for nowhere.</param>
    internal static Rearrangement Of(int channels, int[] lengths, int size, Func<int[], int> target)
    {
        var runs = new List<(int From, int To, int Length)>();
        foreach (var (from, place) in Correlation.Places(lengths).Index())
        {
            var to = target(place);
            if (to < 0)
                continue;
            if (runs.Count > 0 && runs[^1] is var last && last.From + last.Length == from && last.To + last.Length == to)
                runs[^1] = last with { Length = last.Length + 1 };
            else
                runs.Add((from, to, 1));
        }
        return new(channels, lengths[0] * lengths[1] * lengths[2], size, [.. runs]);
    }
}

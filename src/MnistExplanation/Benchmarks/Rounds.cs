using System.Diagnostics;

namespace MnistExplanation.Benchmarks;

/// <summary>Measures things against each other: they take turns, so that whatever else the machine does meets all of them.</summary>
internal static class Rounds
{
    /// <summary>Does each thing once unmeasured, then all of them in turn, several times.</summary>
    /// <param name="count">How often.</param>
    /// <param name="work">What to do.</param>
    /// <param name="cancellation">Looked at between two runs.</param>
    /// <returns>For each thing, the seconds of each round.</returns>
    internal static IReadOnlyList<IReadOnlyList<double>> Measure(int count, IReadOnlyList<Action> work, CancellationToken cancellation)
    {
        var seconds = work.Select(_ => new double[count]).ToArray();
        // The first run of anything prepares code and memory.
        for (var round = -1; round < count; round++)
        {
            for (var i = 0; i < work.Count; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                var watch = Stopwatch.StartNew();
                work[i]();
                if (round >= 0)
                    seconds[i][round] = watch.Elapsed.TotalSeconds;
            }
        }
        return seconds;
    }
}

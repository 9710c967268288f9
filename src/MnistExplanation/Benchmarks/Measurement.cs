using System.Diagnostics;

namespace MnistExplanation.Benchmarks;

/// <summary>How long something took.</summary>
/// <param name="Name">What was done.</param>
/// <param name="Images">To how many images; 0 if it is not about images.</param>
/// <param name="Seconds">Each time that it was done, in order.</param>
internal sealed record Measurement(string Name, int Images, IReadOnlyList<double> Seconds)
{
    /// <summary>The shortest time: what else runs on the machine can only add to it.</summary>
    internal double Best => Seconds.Min();

    /// <summary>Does something several times and measures each.</summary>
    internal static Measurement Of(string name, int images, int rounds, Action work)
    {
        var seconds = new double[rounds];
        for (var round = 0; round < rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            work();
            seconds[round] = watch.Elapsed.TotalSeconds;
        }
        return new(name, images, seconds);
    }
}

using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using MnistExplanation.Studio.Hosting;

namespace MnistExplanation.Studio.Engine;

/// <summary>What waits for a thread that computes: as much as there is room for, and nothing once the studio ends.</summary>
/// <param name="capacity">How many may wait.</param>
internal sealed class Waiting<T>(int capacity) : IDisposable
{
    private readonly BlockingCollection<T> jobs = new(capacity);

    internal int Capacity => capacity;

    /// <summary>Lets a job wait its turn.</summary>
    /// <exception cref="StudioException">Too many wait already, or the studio ends.</exception>
    internal void Add(T job)
    {
        try
        {
            if (jobs.TryAdd(job))
                return;
        }
        catch (InvalidOperationException)
        {
            throw StudioException.Ending();
        }
        StudioMetrics.Refused.Add(1);
        throw StudioException.Busy();
    }

    /// <summary>One after the other, until there will be no more.</summary>
    internal IEnumerable<T> InTurn() => jobs.GetConsumingEnumerable();

    /// <summary>The next if one waits.</summary>
    internal bool TryTake([MaybeNullWhen(false)] out T job) => jobs.TryTake(out job);

    /// <summary>Takes no more; what waits is still done.</summary>
    internal void End() => jobs.CompleteAdding();

    public void Dispose() => jobs.Dispose();
}

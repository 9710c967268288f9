using System.Collections.Concurrent;

namespace Relevance.Studio.Engine;

/// <summary>What waits for a thread that computes: a queue that refuses in words of the studio.</summary>
/// <param name="capacity">How many may wait.</param>
internal sealed class JobQueue<T>(int capacity) : BlockingCollection<T>(capacity)
{
    /// <summary>Lets a job wait its turn.</summary>
    /// <exception cref="StudioException">Too many wait already, or the studio ends.</exception>
    internal void Enqueue(T job)
    {
        try
        {
            if (TryAdd(job))
                return;
        }
        catch (InvalidOperationException)
        {
            throw StudioException.Ending();
        }
        StudioMetrics.Refused.Add(1);
        throw StudioException.Busy();
    }
}

namespace Relevance.Studio.Engine;

/// <summary>Runs costly requests on two threads of its own, so that drawings are still explained at once.</summary>
internal sealed class WorkLane : IDisposable
{
    private const int Threads = 2;

    private readonly JobQueue<Action> jobs;
    private readonly Thread[] threads;
    private int active;

    internal WorkLane(int capacity)
    {
        jobs = new(capacity);
        threads = [.. Enumerable.Range(1, Threads).Select(number => new Thread(Work) { IsBackground = true, Name = $"studio: work {number}" })];
        foreach (var thread in threads)
            thread.Start();
    }

    /// <summary>How many are being done.</summary>
    internal int Active => Volatile.Read(ref active);

    /// <summary>Does it when a thread is free.</summary>
    /// <exception cref="StudioException">Too many wait already, or the studio ends.</exception>
    internal Task<T> RunAsync<T>(Func<CancellationToken, T> work, CancellationToken cancellation)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        jobs.Enqueue(() =>
        {
            try
            {
                cancellation.ThrowIfCancellationRequested();
                done.TrySetResult(work(cancellation));
            }
            catch (Exception e)
            {
                done.TrySetException(e);
            }
        });
        return done.Task.WaitAsync(cancellation);
    }

    public void Dispose()
    {
        jobs.CompleteAdding();
        foreach (var thread in threads)
            thread.Join();
        jobs.Dispose();
    }

    private void Work()
    {
        foreach (var job in jobs.GetConsumingEnumerable())
        {
            Interlocked.Increment(ref active);
            job();
            Interlocked.Decrement(ref active);
        }
    }
}

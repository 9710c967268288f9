using System.Runtime.ExceptionServices;

namespace Relevance.Engine;

/// <summary>Runs independent pieces of work on several threads. The first exception that occurs is thrown to the caller.</summary>
public static class SideBySide
{
    /// <summary>Runs a piece of work for each number from 0 to <paramref name="count"/> − 1.</summary>
    /// <param name="count">The number of pieces of work.</param>
    /// <param name="threads">The number of threads.</param>
    /// <param name="cancellation">Cancels the work, between two pieces.</param>
    /// <param name="work">The work for a number; called from several threads at once.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static void For(int count, int threads, CancellationToken cancellation, Action<int> work)
    {
        if (count <= 1 || threads <= 1)
        {
            for (var i = 0; i < count; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                work(i);
            }
            return;
        }
        try
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, work);
        }
        catch (AggregateException e)
        {
            // The caller knows nothing of threads: the first of what went wrong is what went wrong.
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }
}

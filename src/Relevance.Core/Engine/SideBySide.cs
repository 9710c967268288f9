using System.Runtime.ExceptionServices;

namespace Relevance.Engine;

/// <summary>Does pieces of work on several threads.</summary>
internal static class SideBySide
{
    /// <summary>Does something for each number below <paramref name="count"/>.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    internal static void For(int count, int threads, CancellationToken cancellation, Action<int> work)
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

using System.Runtime.ExceptionServices;

namespace Relevance.Engine;

/// <summary>Does pieces of work on several threads; what fails first is what the caller gets to see.</summary>
public static class SideBySide
{
    /// <summary>Does something for each number below <paramref name="count"/>.</summary>
    /// <param name="count">How many numbers there are.</param>
    /// <param name="threads">On how many threads.</param>
    /// <param name="cancellation">Ends the work between two of its pieces.</param>
    /// <param name="work">Given a number.</param>
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

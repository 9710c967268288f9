using System.Diagnostics.Tracing;

namespace MnistExplanation.Tests.Support;

/// <summary>Counts the parallel loops that a piece of work begins, wherever its threads take it; those of other tests are not counted.</summary>
internal sealed class ParallelLoops : EventListener
{
    private const string Source = "System.Threading.Tasks.Parallel.EventSource", Begin = "ParallelLoopBegin";

    // An event is written on the thread that begins the loop, and what this holds follows the work from thread to thread.
    private static readonly AsyncLocal<ParallelLoops?> Counting = new();
    private int count;

    /// <summary>The loops that the work begins.</summary>
    internal static async Task<int> CountAsync(Func<Task> work)
    {
        using var loops = new ParallelLoops();
        Counting.Value = loops;
        await work();
        return loops.count;
    }

    /// <inheritdoc/>
    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Source)
            EnableEvents(eventSource, EventLevel.Informational, EventKeywords.All);
    }

    /// <inheritdoc/>
    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName == Begin && Counting.Value == this)
            Interlocked.Increment(ref count);
    }
}

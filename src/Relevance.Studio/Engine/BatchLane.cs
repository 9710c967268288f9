using System.Diagnostics;

namespace Relevance.Studio.Engine;

/// <summary>
/// Explains quick requests on one thread. Requests that arrive during a computation are explained next, in one batch for each explainer; none waits for others
/// to arrive, and under load batches grow.
/// </summary>
internal sealed class BatchLane : IDisposable
{
    private readonly JobQueue<Job> jobs;
    private readonly Model model;
    private readonly int most;
    private readonly Thread thread;

    /// <summary>Starts the thread.</summary>
    /// <param name="model">The network.</param>
    /// <param name="capacity">The maximum number of waiting requests.</param>
    /// <param name="most">The maximum number of images in a batch.</param>
    internal BatchLane(Model model, int capacity, int most)
    {
        (this.model, this.most, jobs) = (model, most, new(capacity));
        thread = new(Work) { IsBackground = true, Name = "studio: drawings" };
        thread.Start();
    }

    /// <summary>Explains an image, or only finds its scores.</summary>
    /// <param name="explainer">The method; null for the scores alone.</param>
    /// <param name="input">The pixels in the network's units.</param>
    /// <param name="target">Whose score.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="StudioException">Too many wait already, or the studio ends.</exception>
    internal Task<Explained> ExplainAsync(Explainer? explainer, float[] input, Target target, CancellationToken cancellation)
    {
        var job = new Job(explainer, input, target, cancellation, new(TaskCreationOptions.RunContinuationsAsynchronously));
        jobs.Enqueue(job);
        return job.Done.Task.WaitAsync(cancellation);
    }

    public void Dispose()
    {
        jobs.CompleteAdding();
        thread.Join();
        jobs.Dispose();
    }

    private void Work()
    {
        var waiting = new List<Job>();
        foreach (var first in jobs.GetConsumingEnumerable())
        {
            waiting.Add(first);
            while (waiting.Count < jobs.BoundedCapacity && jobs.TryTake(out var next))
                waiting.Add(next);
            foreach (var same in waiting.Where(job => !job.Cancellation.IsCancellationRequested).GroupBy(job => job.Explainer))
            {
                foreach (var batch in same.Chunk(most))
                    Explain(batch);
            }
            waiting.Clear();
        }
    }

    private void Explain(Job[] batch)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            var found = Explain(batch[0].Explainer, batch);
            for (var i = 0; i < batch.Length; i++)
                batch[i].Done.TrySetResult(found[i]);
        }
        catch (Exception) when (batch.Length > 1)
        {
            // One of them shall not spoil it for the others.
            foreach (var job in batch)
                Explain([job]);
        }
        catch (Exception e)
        {
            batch[0].Done.TrySetException(e);
        }
        StudioMetrics.Together.Record(batch.Length);
        StudioMetrics.Seconds.Record(Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private Explained[] Explain(Explainer? explainer, Job[] batch)
    {
        var images = Inputs.ToTensor([.. batch.Select(job => job.Input)]);
        if (explainer is null)
            return Explained.OfScores(model.Scores(images));
        // The batch goes on for as long as one of them waits for it.
        using var nobodyWaits = new CancellationTokenSource();
        var waiting = batch.Length;
        using var givenUp = new Registrations([.. batch.Select(job => job.Cancellation.Register(() =>
        {
            if (Interlocked.Decrement(ref waiting) == 0)
                nobodyWaits.Cancel();
        }))]);
        return Explained.Of(explainer.Explain(
            images, new TargetOfEach([.. batch.Select(job => job.Target)]), new() { BatchSize = most, Threads = 1, CancellationToken = nobodyWaits.Token }));
    }

    /// <summary>Ended together, before the source that they cancel.</summary>
    private sealed class Registrations(CancellationTokenRegistration[] all) : IDisposable
    {
        public void Dispose()
        {
            foreach (var one in all)
                one.Dispose();
        }
    }

    private sealed record Job(Explainer? Explainer, float[] Input, Target Target, CancellationToken Cancellation, TaskCompletionSource<Explained> Done);
}

using Relevance.Engine;

namespace Relevance;

/// <summary>Divides images into batches, computes them side by side, and says how much is done.</summary>
internal static class Batches
{
    /// <summary>Computes something of each batch.</summary>
    /// <param name="count">The number of images, at least 1.</param>
    /// <param name="sideBySide">Whether batches may be computed on several threads at once.</param>
    /// <param name="options">What the caller asked for.</param>
    /// <param name="compute">
    /// Given the place of the first image of a batch, their number, and the options within: threads without a batch of their own help with what others do,
    /// and progress is that of this batch.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The batch size or the number of threads is less than 1.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    internal static TResult[] Compute<TResult>(int count, bool sideBySide, ExplainOptions options, Func<int, int, ExplainOptions, TResult> compute)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1, nameof(ExplainOptions.BatchSize));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1, nameof(ExplainOptions.Threads));
        var threads = sideBySide ? options.Threads : 1;
        var size = Size(count, options.BatchSize, threads);
        var results = new TResult[(count + size - 1) / size];
        var within = Math.Max(1, threads / Math.Min(results.Length, threads));
        var done = options.Progress is { } progress ? new Done(progress, results.Length) : null;
        SideBySide.For(results.Length, threads, options.CancellationToken, number =>
        {
            var first = number * size;
            var own = Math.Min(size, count - first);
            results[number] = compute(first, own, options with { Threads = within, Progress = done?.Of(number) });
            done?.Report(number, own);
        });
        return results;
    }

    /// <summary>Full tiles, and work for all threads.</summary>
    private static int Size(int count, int most, int threads)
    {
        var even = (int)(((long)count + threads - 1) / threads);
        var tile = Executable<float>.TileSize;
        return Math.Min(most, even > tile ? (even + tile - 1) / tile * tile : even);
    }

    /// <summary>How much of each batch is done: told in images, never less than before.</summary>
    private sealed class Done(IProgress<double> progress, int batches)
    {
        private readonly double[] parts = new double[batches];

        internal IProgress<double> Of(int batch) => new Part(this, batch);

        internal void Report(int batch, double images)
        {
            lock (parts)
            {
                if (images <= parts[batch])
                    return;
                parts[batch] = images;
                progress.Report(parts.Sum());
            }
        }

        private sealed class Part(Done done, int batch) : IProgress<double>
        {
            public void Report(double value) => done.Report(batch, value);
        }
    }
}

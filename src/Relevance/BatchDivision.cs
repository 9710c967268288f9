using System.Runtime.ExceptionServices;
using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance;

/// <summary>How images are divided into batches, and which of them are computed side by side.</summary>
/// <param name="Size">Images per batch; the last one may be smaller.</param>
/// <param name="SideBySide">
/// How many batches are computed at once, each on one thread; 0 for one after the other, with every operation on all threads. 1 gives the same
/// bits as more.
/// </param>
internal readonly record struct BatchDivision(int Size, int SideBySide)
{
    /// <summary>An image of at most so many values keeps no more than one thread busy.</summary>
    private const long SmallImage = 1 << 14;

    /// <summary>Small images share what an operation costs by itself; fewer at once would be slower, whatever the number of threads.</summary>
    private const int FewestSmallImages = 16;

    /// <summary>Divides images for a model, on the current thread.</summary>
    internal static BatchDivision For(Model model, Tensor images, int batchSize) =>
        Of(images.shape[0], images.numel() / images.shape[0], batchSize, model.ComputesSideBySide ? SingleThread.Available : 1);

    /// <summary>Divides images; all batches at work together hold no more than the batch size.</summary>
    /// <param name="images">How many there are.</param>
    /// <param name="valuesPerImage">How large each of them is.</param>
    /// <param name="batchSize">How many may be computed at once.</param>
    /// <param name="threads">How many threads there are to compute side by side; 1 for none.</param>
    internal static BatchDivision Of(long images, long valuesPerImage, int batchSize, int threads)
    {
        var small = valuesPerImage <= SmallImage;
        // Too few large images for all threads: each operation had better use them all.
        if (threads == 1 || (!small && Math.Min(images, batchSize) < threads))
            return new(batchSize, 0);
        var sideBySide = Math.Min(threads, batchSize);
        var evenly = Math.Max((images + threads - 1) / threads, small ? FewestSmallImages : 1);
        return new((int)Math.Min(evenly, batchSize / sideBySide), sideBySide);
    }

    /// <summary>Does something for each batch, given its number and the place of its first image.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    internal void ForEach(long images, CancellationToken cancellation, Action<int, long> work)
    {
        var size = Size;
        var count = (int)((images + size - 1) / size);
        if (SideBySide <= 1)
        {
            using var alone = SideBySide == 1 ? SingleThread.Enter() : default;
            for (var number = 0; number < count; number++)
            {
                cancellation.ThrowIfCancellationRequested();
                work(number, (long)number * size);
            }
            return;
        }
        try
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellation }, number =>
            {
                using var alone = SingleThread.Enter();
                work(number, (long)number * size);
            });
        }
        catch (AggregateException e)
        {
            // The caller knows nothing of threads: the first of what went wrong is what went wrong.
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }
}

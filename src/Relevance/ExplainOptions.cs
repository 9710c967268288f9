namespace Relevance;

/// <summary>Options for how an explanation is computed: batch size, threads, progress and cancellation. They do not affect the result.</summary>
public sealed record ExplainOptions
{
    /// <summary>The default options.</summary>
    public static ExplainOptions Default { get; } = new();

    /// <summary>
    /// The number of images that each thread computes at once, at least 1; for methods that create variants of each image, the number of variants. Limits the
    /// use of memory.
    /// </summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>The number of threads, at least 1; by default <see cref="Environment.ProcessorCount"/>.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Receives the number of images done, after each batch and, for methods that compute many variants of each image, also within a batch, as fractions of its
    /// images. The numbers never decrease. Calls come one at a time, but from different threads.
    /// </summary>
    public IProgress<double>? Progress { get; init; }

    /// <summary>Cancels the computation, between two operations of a program.</summary>
    public CancellationToken CancellationToken { get; init; }
}

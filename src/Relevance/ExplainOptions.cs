namespace Relevance;

/// <summary>How an explanation is computed; never what it is.</summary>
public sealed record ExplainOptions
{
    /// <summary>The options used where none are given.</summary>
    public static ExplainOptions Default { get; } = new();

    /// <summary>
    /// The number of images computed at once by each thread, at least 1; for methods that make variants of each image, of variants. Bounds the memory.
    /// Results do not depend on it.
    /// </summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>The number of threads, at least 1; by default as many as the processor runs at once. Results do not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Told how many images are done, after each batch and, where a method asks for many variants of each image, also within: the part of a batch that is
    /// done counts as parts of its images. One call at a time, from whichever thread did it; never less than before.
    /// </summary>
    public IProgress<double>? Progress { get; init; }

    /// <summary>Ends the computation between two operations of a program.</summary>
    public CancellationToken CancellationToken { get; init; }
}

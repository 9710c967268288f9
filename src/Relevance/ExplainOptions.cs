namespace Relevance;

/// <summary>How an explanation is computed; never what it is.</summary>
public sealed record ExplainOptions
{
    /// <summary>The options used where none are given.</summary>
    public static ExplainOptions Default { get; } = new();

    /// <summary>
    /// The number of images computed at once, at least 1; for methods that make variants of each image, of variants. Bounds the memory. Results do not
    /// depend on it beyond rounding.
    /// </summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>Told the number of images done after each batch: one call at a time, from whichever thread computed the batch.</summary>
    public IProgress<long>? Progress { get; init; }

    /// <summary>Ends the computation between two passes through the model.</summary>
    public CancellationToken CancellationToken { get; init; }
}

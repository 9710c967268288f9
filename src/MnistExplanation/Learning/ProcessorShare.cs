namespace MnistExplanation.Learning;

/// <summary>
/// What a training got of the processor for a while. libtorch's threads wait for each other by turning in circles, so a training that has its cores to itself
/// uses nearly all of their time, however small its steps are; what is missing, others had.
/// </summary>
/// <param name="Processor">The time that all threads of the process computed.</param>
/// <param name="Elapsed">The time that passed.</param>
/// <param name="Threads">How many threads the training has.</param>
internal readonly record struct ProcessorShare(TimeSpan Processor, TimeSpan Elapsed, int Threads)
{
    private const double Enough = 0.6;

    /// <summary>From 0 to 1: the share of what the threads could have used.</summary>
    internal double Value => Math.Clamp(Processor / (Threads * Elapsed), 0, 1);

    /// <summary>Whether others take so much that waiting in circles costs more than it gains: then each step waits for a thread that has no core.</summary>
    internal bool IsSmall => Value < Enough;
}

namespace MnistExplanation.Benchmarks;

/// <summary>What the user asked <c>bench</c> for.</summary>
/// <param name="Parts">What to measure: names of <see cref="BenchJob.Parts"/>.</param>
/// <param name="DataFolder">The folder with MNIST's files, or null.</param>
/// <param name="Quick">Whether to measure once, with few images, to see that it works.</param>
/// <param name="Output">A .json file, or null.</param>
/// <param name="Verbose">Whether to tell more.</param>
internal sealed record BenchRequest(IReadOnlyList<string> Parts, string? DataFolder, bool Quick, string? Output, bool Verbose)
{
    internal int Rounds => Quick ? 1 : 5;

    /// <summary>At most so many images of each set.</summary>
    internal int MostImages => Quick ? 256 : int.MaxValue;

    /// <summary>How many images the explainers are given at once.</summary>
    internal IReadOnlyList<int> Batches => Quick ? [1, 16] : [1, 16, 64, 256, 1_024, 10_000];

    /// <summary>How many images each method of the catalogue is given; some need thousands of passes for one.</summary>
    internal int MethodImages => Quick ? 1 : 128;

    /// <summary>Values of <c>--batch-size</c> whose memory is measured.</summary>
    internal IReadOnlyList<int> BatchSizes => Quick ? [16] : [16, 128, 1_024, 10_000];

    /// <summary>For how long the studio is asked by each number of clients.</summary>
    internal double StudioSeconds => Quick ? 0.2 : 6;

    /// <summary>How many requests the studio answers while its memory is watched.</summary>
    internal int StudioRequests => Quick ? 500 : 100_000;

    /// <summary>How many threads the explainers compute with.</summary>
    internal static IReadOnlyList<int> Threads => Environment.ProcessorCount > 1 ? [1, 2] : [1];
}

namespace MnistExplanation.Benchmarks;

/// <summary>What the user asked <c>bench</c> for.</summary>
/// <param name="DataFolder">The folder with MNIST's files, or null.</param>
/// <param name="Threads">Threads to compute with, or null.</param>
/// <param name="Quick">Whether to measure once, with few images, to see that it works.</param>
/// <param name="Output">A .json file, or null.</param>
/// <param name="Verbose">Whether to tell more.</param>
internal sealed record BenchRequest(string? DataFolder, int? Threads, bool Quick, string? Output, bool Verbose)
{
    internal int Rounds => Quick ? 1 : 3;

    /// <summary>At most so many images of each set.</summary>
    internal int MostImages => Quick ? 256 : int.MaxValue;
}

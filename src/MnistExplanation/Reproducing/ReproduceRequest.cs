using Mnist.Data;
using Mnist.Training;

namespace MnistExplanation.Reproducing;

/// <summary>What the user asked <c>reproduce</c> for.</summary>
/// <param name="Output">The folder for the results.</param>
/// <param name="Options">How the network is trained.</param>
/// <param name="Dataset">On which data set.</param>
/// <param name="DataFolder">The folder with its files, or null.</param>
/// <param name="Force">Whether to do again what is done.</param>
/// <param name="Verbose">Whether to tell more.</param>
internal sealed record ReproduceRequest(
    string Output, TrainingOptions Options, DatasetSpecification Dataset, string? DataFolder, bool Force, bool Verbose)
{
    /// <summary>The command that repeats it, as it is written into the records; the folders do not change the results.</summary>
    internal string CommandLine =>
        $"dotnet run -c Release --project src/MnistExplanation -- reproduce --epochs {Options.Epochs} --seed {Options.Seed} --threads {Options.Threads}";
}

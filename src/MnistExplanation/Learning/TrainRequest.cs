using Mnist.Data;
using Mnist.Training;

namespace MnistExplanation.Learning;

/// <summary>What the user asked <c>train</c> for.</summary>
/// <param name="Dataset">On which data set.</param>
/// <param name="DataFolder">The folder with its files, or null.</param>
/// <param name="Options">How.</param>
/// <param name="Output">The model file to write.</param>
/// <param name="Resumption">What to do with a checkpoint.</param>
/// <param name="Verbose">Whether to tell more.</param>
internal sealed record TrainRequest(
    DatasetSpecification Dataset, string? DataFolder, TrainingOptions Options, string Output, Resumption Resumption, bool Verbose);

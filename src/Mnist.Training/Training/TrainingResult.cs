using System.Collections.Immutable;
using Mnist.ModelFiles;

namespace Mnist.Training;

/// <summary>The result of a training.</summary>
/// <param name="Model">The network with the weights after the last epoch.</param>
/// <param name="Log">One record per epoch, those before an interruption included.</param>
/// <param name="ResumedAfter">The number of epochs that were taken from a checkpoint; 0 if none.</param>
/// <param name="WithoutOneDnn">Whether oneDNN was switched off because it computes wrong gradients of this network on this processor.</param>
public sealed record TrainingResult(TrainedModel Model, ImmutableArray<EpochRecord> Log, int ResumedAfter, bool WithoutOneDnn);

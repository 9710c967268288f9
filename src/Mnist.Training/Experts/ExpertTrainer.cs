using Mnist.Training;
using Relevance;
using Relevance.Torch.Runtime;
using static TorchSharp.torch;

namespace Mnist.Experts;

/// <summary>Trains experts: models of the images of a data set, independent of any classifier.</summary>
public static class ExpertTrainer
{
    /// <summary>Trains all of them; about a minute and a half on two cores for MNIST.</summary>
    /// <param name="data">The images; only those that are learned are looked at.</param>
    /// <param name="options">The options of the training.</param>
    /// <param name="progress">Receives the progress after each batch.</param>
    /// <param name="cancellation">Honoured between batches.</param>
    /// <exception cref="ArgumentException">An option is out of range, there are no images, or a label is not a class.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static TrainedExperts Train(
        TrainingData data, ExpertTrainingOptions options, IProgress<ExpertTrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        options.Check();
        var classes = data.ClassNames.Length;
        if (data.Train.Count == 0)
            throw new ArgumentException("There are no images to learn.", nameof(data));
        if (data.Train.Labels.Span.ContainsAnyExceptInRange((byte)0, (byte)(classes - 1)))
            throw new ArgumentException($"A label is not one of the {classes} classes.", nameof(data));
        TorchRuntime.Initialize();
        var threads = TorchRuntime.Threads;
        TorchRuntime.Threads = options.Threads;
        try
        {
            using var scope = NewDisposeScope();
            using var images = new ImageTensors(data.Train, new Normalization(0, 1));
            // By how long each takes.
            const double machineShare = 0.3;
            return TrainedExperts.From(
                [
                    .. ImageStatistics.Of(images, classes, options.Components, cancellation),
                    .. BoltzmannTraining.Train(images, options.HiddenUnits, options.MachineEpochs, options.Seed, (epoch, done, loss) =>
                        progress?.Report(new("Boltzmann machine", epoch, options.MachineEpochs, machineShare * done, loss)), cancellation),
                    .. AutoencoderTraining.Train(images, classes, options.CodeSize, options.DecoderEpochs, options.Seed, (epoch, done, loss) =>
                        progress?.Report(new("decoder", epoch, options.DecoderEpochs, machineShare + (1 - machineShare) * done, loss)), cancellation),
                ],
                Metadata(data, options));
        }
        finally
        {
            TorchRuntime.Threads = threads;
        }
    }

    private static ExpertsMetadata Metadata(TrainingData data, ExpertTrainingOptions options) => new()
    {
        Dataset = data.Dataset,
        ClassNames = data.ClassNames,
        Seed = options.Seed,
        Versions = TrainingVersions.All,
    };
}

using Mnist.ModelFiles;
using Relevance.Torch.Runtime;
using static TorchSharp.torch;

namespace Mnist.Training;

/// <summary>What to do with a checkpoint that is already in the folder.</summary>
public enum ExistingCheckpoint
{
    /// <summary>Continue from it; one of other options or images, or a damaged one, is an error.</summary>
    Resume,

    /// <summary>Ignore it; the first epoch replaces it.</summary>
    StartAfresh,
}

/// <summary>Trains networks.</summary>
public static class Trainer
{
    /// <summary>The name of the log in the training's folder: one JSON object per epoch and line.</summary>
    public const string LogFileName = "training-log.jsonl";

    /// <summary>
    /// Trains a network with cross-entropy and Adam and keeps its biases at zero or below unless they are to be free. The process-wide random generator of
    /// libtorch is seeded anew for each epoch: nothing else in the process may draw from it meanwhile.
    /// </summary>
    /// <param name="data">The images.</param>
    /// <param name="options">The options of the training.</param>
    /// <param name="folder">Where the checkpoint and the log are written after each epoch; null for neither.</param>
    /// <param name="existing">What to do with a checkpoint that is already there. A resumed training ends with the same weights, to the
    /// byte, as an uninterrupted one.</param>
    /// <param name="progress">Receives the progress after each batch.</param>
    /// <param name="cancellation">Honoured between batches.</param>
    /// <exception cref="ArgumentException">An option is out of range, there are no images, or a label does not belong to the network.</exception>
    /// <exception cref="ModelFileException">The checkpoint cannot be resumed.</exception>
    /// <exception cref="IOException">The checkpoint or the log cannot be written.</exception>
    /// <exception cref="ArithmeticException">The loss is no longer a number: the learning rate is too high.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; the checkpoint of the last whole epoch is in the folder.</exception>
    public static TrainingResult Train(TrainingData data, TrainingOptions options, string? folder = null,
        ExistingCheckpoint existing = ExistingCheckpoint.Resume, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        Check(data, options);
        TorchRuntime.Initialize();
        var threads = TorchRuntime.Threads;
        TorchRuntime.Threads = options.Threads;
        try
        {
            using var scope = NewDisposeScope();
            using var run = new TrainingRun(data, options, progress, cancellation);
            return run.Train(folder, existing);
        }
        finally
        {
            TorchRuntime.Threads = threads;
        }
    }

    private static void Check(TrainingData data, TrainingOptions options)
    {
        options.Check();
        var classes = options.Architecture.Classes;
        if (data.ClassNames.Length != classes)
            throw new ArgumentException($"The data set has {data.ClassNames.Length} classes, the network has {classes} scores.", nameof(data));
        if (data.Train.Count == 0)
            throw new ArgumentException("There are no images to learn.", nameof(data));
        foreach (var set in new[] { data.Train, data.Test })
        {
            if (set is not null && set.Labels.Span.ContainsAnyExceptInRange((byte)0, (byte)(classes - 1)))
                throw new ArgumentException($"A label is not one of the {classes} classes.", nameof(data));
        }
    }
}

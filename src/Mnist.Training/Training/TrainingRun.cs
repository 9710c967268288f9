using System.Diagnostics;
using Mnist.ModelFiles;
using Mnist.Networks;
using Relevance.Formats;
using static TorchSharp.torch;

namespace Mnist.Training;

/// <summary>One call of <see cref="Trainer.Train"/>.</summary>
internal sealed class TrainingRun(
    TrainingData data, TrainingOptions options, IProgress<TrainingProgress>? progress, CancellationToken cancellation) : IDisposable
{
    private readonly TrainingState state = new(options);
    private readonly ImageTensors train = new(data.Train, data.Normalization);

    private int Batches => (train.Count + options.BatchSize - 1) / options.BatchSize;

    internal TrainingResult Train(string? folder, ExistingCheckpoint existing)
    {
        var checkpoint = folder is null ? null : new Checkpoint(Path.Combine(folder, Checkpoint.FileName), options, data);
        if (existing == ExistingCheckpoint.Resume)
            checkpoint?.Restore(state);
        var resumedAfter = state.Log.Count;
        using var withoutOneDnn = SuspendOneDnnIfWrong();
        while (state.Log.Count < options.Epochs)
        {
            state.Log.Add(RunEpoch(state.Log.Count + 1));
            checkpoint?.Save(state);
            WriteLog(folder);
        }
        WriteLog(folder);
        return new(state.WithFinalWeights(network => TrainedModels.From(network, Metadata())), [.. state.Log], resumedAfter, withoutOneDnn is not null);
    }

    public void Dispose()
    {
        state.Dispose();
        train.Dispose();
    }

    private EpochRecord RunEpoch(int epoch)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(EpochSeed(options.Seed, epoch));
        var order = randperm(train.Count, ScalarType.Int64);
        var watch = Stopwatch.StartNew();
        var (loss, correct, seen) = (0.0, 0L, 0);
        for (var batch = 0; batch < Batches; batch++)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(options.BatchSize, train.Count - seen);
            var (batchLoss, batchCorrect) = Step(order.narrow(0, seen, count));
            if (!double.IsFinite(batchLoss))
                throw new ArithmeticException($"The loss is {batchLoss} in epoch {epoch}, batch {batch + 1}: try a lower learning rate than {options.LearningRate}.");
            loss += batchLoss * count;
            correct += batchCorrect;
            seen += count;
            progress?.Report(Progress(epoch, batch + 1, loss, seen, watch.Elapsed));
        }
        var seconds = watch.Elapsed.TotalSeconds;
        var accuracy = data.Test is null ? (double?)null
            : Classification.Of(state.WithFinalWeights(network => options.Architecture.ToNetwork(network)), data.Test, data.Normalization, options.Threads, cancellation).Accuracy;
        return new(epoch, loss / seen, (double)correct / seen, accuracy, seconds, seen / seconds);
    }

    private (double Loss, long Correct) Step(Tensor indices)
    {
        using var scope = NewDisposeScope();
        var labels = train.Labels.index_select(0, indices);
        var scores = state.Network.call(train.Batch(indices, options.Augmentation));
        var loss = nn.functional.cross_entropy(scores, labels);
        state.Parameters.Gradients.zero_();
        loss.backward();
        state.Step(options.LearningRateAt(state.Optimizer.Steps, (long)Batches * options.Epochs), options.WeightAverageDecay);
        return (loss.item<float>(), scores.argmax(1).eq(labels).sum().item<long>());
    }

    private TrainingProgress Progress(int epoch, int batch, double loss, int seen, TimeSpan elapsed)
    {
        var speed = seen / elapsed.TotalSeconds;
        var remaining = (long)(options.Epochs - epoch + 1) * train.Count - seen;
        return new(epoch, options.Epochs, batch, Batches, loss / seen, speed, TimeSpan.FromSeconds(remaining / speed));
    }

    private IDisposable? SuspendOneDnnIfWrong()
    {
        using var scope = NewDisposeScope();
        var first = arange(Math.Min(options.BatchSize, train.Count));
        return ParameterGradientCheck.SuspendOneDnnIfWrong(state.Network, state.Parameters, train.Batch(first), train.Labels.index_select(0, first));
    }

    private void WriteLog(string? folder)
    {
        if (folder is not null)
            AtomicFile.Write(Path.Combine(folder, Trainer.LogFileName), EpochRecord.ToJsonLines(state.Log));
    }

    private ModelMetadata Metadata() => new()
    {
        Architecture = options.Architecture,
        Preset = options.Preset,
        Dataset = data.Dataset,
        ClassNames = data.ClassNames,
        Normalization = data.Normalization,
        Seed = options.Seed,
        Epochs = options.Epochs,
        TestAccuracy = state.Log[^1].TestAccuracy,
        Versions = TrainingVersions.All,
    };

    /// <summary>A seed for one epoch that is unlike those of other epochs and of neighbouring seeds (SplitMix64's mixing).</summary>
    private static long EpochSeed(long seed, int epoch)
    {
        var z = unchecked((ulong)seed * 0x9E3779B97F4A7C15 + (ulong)epoch * 0xD1B54A32D192ED03);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        return unchecked((long)(z ^ (z >> 31)));
    }
}

using Mnist.ModelFiles;
using Mnist.Training;
using Relevance.Tool.Console;

namespace MnistExplanation.Learning;

/// <summary>Trains a network while the user watches. Checkpoints lie in a folder that goes away when their training is complete.</summary>
/// <param name="terminal">Where progress is shown.</param>
/// <param name="checkpoints">The folder for checkpoints.</param>
internal sealed class TrainingSession(Terminal terminal, string checkpoints)
{
    /// <summary>An epoch can take minutes: how long nothing is said where there is no terminal.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    /// <summary>The log of the training, JSON lines, while it runs.</summary>
    internal string LogPath => Path.Combine(checkpoints, Trainer.LogFileName);

    /// <summary>Finds out before the work whether there is a training to continue.</summary>
    /// <exception cref="UserException">There is none.</exception>
    internal void RequireCheckpoint()
    {
        if (!Directory.Exists(checkpoints))
            throw new UserException($"There is nothing to resume: '{checkpoints}' does not exist. Without --resume the training starts afresh.");
    }

    /// <summary>Trains to the end.</summary>
    /// <exception cref="CancelledException">The user stopped it; the epochs done so far are kept.</exception>
    /// <exception cref="UserException">The learning rate is too high.</exception>
    internal async Task<TrainingResult> RunAsync(
        TrainingData data, TrainingOptions options, Resumption resumption, CancellationToken cancellation)
    {
        try
        {
            return await terminal.RunAsync(
                "Training", progress => Train(data, options, resumption, View(progress, options.Threads), cancellation), Silence);
        }
        catch (OperationCanceledException e) when (e.CancellationToken == cancellation)
        {
            throw new CancelledException($"Stopped. The epochs done so far are in '{checkpoints}'; the same command continues from there.");
        }
        catch (ArithmeticException e)
        {
            throw new UserException(e.Message, e);
        }
    }

    /// <summary>Forgets the checkpoints; for when the results are safe.</summary>
    internal void Forget()
    {
        if (Directory.Exists(checkpoints))
            Directory.Delete(checkpoints, recursive: true);
    }

    private TrainingProgressView View(IProgress<ActivityState> progress, int threads)
    {
        var (name, value) = TrainingProgressView.Passive;
        var isPassive = string.Equals(Environment.GetEnvironmentVariable(name), value, StringComparison.OrdinalIgnoreCase);
        return new(terminal, progress, threads, isPassive ? null : () => Environment.CpuUsage.TotalTime);
    }

    private TrainingResult Train(
        TrainingData data, TrainingOptions options, Resumption resumption, IProgress<TrainingProgress> progress, CancellationToken cancellation)
    {
        if (resumption == Resumption.Never)
            return Trainer.Train(data, options, checkpoints, ExistingCheckpoint.StartAfresh, progress, cancellation);
        try
        {
            return Trainer.Train(data, options, checkpoints, ExistingCheckpoint.Resume, progress, cancellation);
        }
        catch (ModelFileException) when (resumption == Resumption.IfPossible)
        {
            terminal.Line($"The checkpoint in '{checkpoints}' is of another training or damaged; this one starts afresh.");
            return Trainer.Train(data, options, checkpoints, ExistingCheckpoint.StartAfresh, progress, cancellation);
        }
    }
}

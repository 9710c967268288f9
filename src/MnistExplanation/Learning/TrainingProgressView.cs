using Mnist.Training;
using Relevance.Tool.Console;

namespace MnistExplanation.Learning;

/// <summary>
/// Turns reports of a training into a bar, or into lines where there is no terminal; says at the start that it goes on from a checkpoint, and once, if others
/// keep the processor from it, what may help.
/// </summary>
/// <param name="terminal">Where to say it.</param>
/// <param name="activity">The bar, or the lines between those of the epochs.</param>
/// <param name="threads">How many threads the training has.</param>
/// <param name="processorTime">The time that the process has computed so far; null where nobody needs to hear what may help.</param>
internal sealed class TrainingProgressView(Terminal terminal, IProgress<ActivityState> activity, int threads, Func<TimeSpan>? processorTime) : IProgress<TrainingProgress>
{
    /// <summary>The variable of the environment that lets libtorch's threads sleep while they wait.</summary>
    internal static readonly (string Name, string Value) Passive = ("OMP_WAIT_POLICY", "passive");

    /// <summary>The processor is watched for so long: others come and go.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    private bool started, warned;
    private int epoch;
    private long since;
    private TimeSpan computed;

    public void Report(TrainingProgress value)
    {
        if (!started && value.Epoch > 1)
            terminal.Line($"Continued after epoch {value.Epoch - 1}.");
        started = true;
        var done = (value.Epoch - 1 + (double)value.Batch / value.Batches) / value.Epochs;
        activity.Report(new(
            done, $"Training, epoch {value.Epoch} of {value.Epochs}, loss {value.Loss:F4}",
            $"{value.ImagesPerSecond:N0} images per second, about {Readable.Seconds(value.Remaining.TotalSeconds)} to go"));
        if (!terminal.IsInteractive && value.Batch == value.Batches)
            terminal.Line($"epoch {value.Epoch} of {value.Epochs}: loss {value.Loss:F4}, {value.ImagesPerSecond:N0} images per second");
        Watch(value);
    }

    private void Watch(TrainingProgress value)
    {
        if (warned || processorTime is null)
            return;
        // Between epochs the network is tested: that is no training.
        if (value.Epoch != epoch)
        {
            (epoch, since, computed) = (value.Epoch, terminal.Clock.GetTimestamp(), processorTime());
            return;
        }
        var elapsed = terminal.Clock.GetElapsedTime(since);
        if (elapsed < Window)
            return;
        var share = new ProcessorShare(processorTime() - computed, elapsed, threads);
        (since, computed) = (terminal.Clock.GetTimestamp(), processorTime());
        if (!share.IsSmall)
            return;
        warned = true;
        terminal.Line($"Training gets {Readable.Share(share.Value)} of the processor time that its {Readable.Count(threads, "thread")} could use; others are at work.");
        terminal.Line($"{Passive.Name}={Passive.Value} in the environment, or fewer --threads, often helps then.");
    }
}

using Mnist.Training;
using Relevance.Tool.Console;

namespace MnistExplanation.Learning;

/// <summary>
/// Turns reports of a training into a bar, or into lines where there is no terminal; says at the start that it goes on from a checkpoint, and once, if it
/// becomes much slower than it was, what may help.
/// </summary>
/// <param name="terminal">Where to say it.</param>
/// <param name="activity">The bar, or the lines between those of the epochs.</param>
internal sealed class TrainingProgressView(Terminal terminal, IProgress<ActivityState> activity) : IProgress<TrainingProgress>
{
    /// <summary>Speeds are compared over so long: single batches differ.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    /// <summary>How many times slower than at its best a training must be to be called slow.</summary>
    private const double Slow = 3;

    private bool started, warned;
    private int epoch, batches;
    private long since;
    private double best;

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
        // Between epochs the network is tested: that is no training.
        if (value.Epoch != epoch)
        {
            (epoch, batches, since) = (value.Epoch, value.Batch, terminal.Clock.GetTimestamp());
            return;
        }
        var elapsed = terminal.Clock.GetElapsedTime(since);
        if (elapsed < Window)
            return;
        var speed = (value.Batch - batches) / elapsed.TotalSeconds;
        (batches, since, best) = (value.Batch, terminal.Clock.GetTimestamp(), Math.Max(best, speed));
        if (warned || Slow * speed >= best)
            return;
        warned = true;
        terminal.Line(
            "Training is now less than a third as fast as it was; other programs may be at work. OMP_WAIT_POLICY=passive in the environment, or fewer --threads, often helps then.");
    }
}

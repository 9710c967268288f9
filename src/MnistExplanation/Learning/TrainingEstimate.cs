using Mnist.Training;
using Relevance.Tool.Console;

namespace MnistExplanation.Learning;

/// <summary>How long trainings will take on this machine, as it is busy now.</summary>
/// <param name="SecondsPerEpoch">What one epoch takes.</param>
internal readonly record struct TrainingEstimate(double SecondsPerEpoch)
{
    /// <summary>Enough for a clock to tell, over in a moment.</summary>
    private const int Steps = 32;

    /// <summary>Trains on a few of the images and forgets what came of it. The first round prepares code and memory, the second is timed.</summary>
    /// <param name="data">What will be learned.</param>
    /// <param name="options">How.</param>
    /// <param name="terminal">Where it is shown if it takes long.</param>
    /// <param name="cancellation">Ends it.</param>
    internal static Task<TrainingEstimate> MeasureAsync(TrainingData data, TrainingOptions options, Terminal terminal, CancellationToken cancellation)
    {
        var few = data with { Train = data.Train[..Math.Min(data.Train.Count, Steps * options.BatchSize)], Test = null };
        return terminal.RunAsync("Measuring the speed of training", _ =>
            new TrainingEstimate(data.Train.Count / Trainer.Train(few, options with { Epochs = 2 }, cancellation: cancellation).Log[^1].ImagesPerSecond));
    }

    /// <summary>What is said before the work: two digits, for a busy machine keeps no promise.</summary>
    /// <param name="epochs">How many epochs, of all networks together.</param>
    internal string Text(int epochs)
    {
        var seconds = epochs * SecondsPerEpoch;
        var time = seconds < 1 ? "a second" : seconds < 90 ? $"{Rounded(seconds)} s" : $"{Rounded(seconds / 60)} min";
        return $"which takes about {time} on this machine now";

        static string Rounded(double value) => value < 10 ? $"{Math.Round(value)}" : $"{5 * Math.Round(value / 5)}";
    }
}

using Mnist.Training;
using Relevance.Imaging;
using Relevance.Tool.Console;

namespace MnistExplanation.Learning;

/// <summary>Pictures of a training and of a test.</summary>
internal static class TrainingPictures
{
    /// <summary>Loss and accuracy over the epochs.</summary>
    internal static Picture Curve(TrainingOptions options, IReadOnlyList<EpochRecord> log)
    {
        List<ChartSeries> accuracy = [ChartSeries.PerEpoch("training images", [.. log.Select(record => record.TrainAccuracy)])];
        if (log.All(record => record.TestAccuracy is not null))
            accuracy.Add(ChartSeries.PerEpoch("test images", [.. log.Select(record => record.TestAccuracy!.Value)]));
        return new TrainingCurve
        {
            Title = $"Training of preset {options.Preset}, seed {options.Seed}",
            Subtitle = log[^1].TestAccuracy is { } final ? $"{Readable.Percent(final)} of the test images after {Readable.Count(log.Count, "epoch")}" : null,
            Loss = [ChartSeries.PerEpoch("training images", [.. log.Select(record => record.Loss)])],
            Accuracy = accuracy,
        }.Render();
    }

    /// <summary>Which class was taken for which.</summary>
    internal static Picture Confusion(TestSummary summary)
    {
        var classes = summary.ClassNames.Length;
        var counts = new int[classes, classes];
        for (var row = 0; row < classes; row++)
        {
            for (var column = 0; column < classes; column++)
                counts[row, column] = summary.Confusion[row][column];
        }
        return new ConfusionMatrix { Counts = counts, ClassNames = summary.ClassNames }.Render();
    }
}

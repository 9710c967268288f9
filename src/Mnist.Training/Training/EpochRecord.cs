using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mnist.Training;

/// <summary>The result of one epoch: one line of the training log.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Loss">The mean loss of the images while they were learned.</param>
/// <param name="TrainAccuracy">The fraction in [0,1] of the images that were classified correctly while they were learned, with dropout and augmentation.</param>
/// <param name="TestAccuracy">The fraction in [0,1] of the test images that are classified correctly after the epoch; null without test images.</param>
/// <param name="Seconds">Duration of the learning, without the test.</param>
/// <param name="ImagesPerSecond">Training images per second.</param>
public sealed record EpochRecord(
    int Epoch, double Loss, double TrainAccuracy, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? TestAccuracy,
    double Seconds, double ImagesPerSecond)
{
    /// <summary>The log of a training as JSON lines: one object per epoch.</summary>
    internal static byte[] ToJsonLines(IEnumerable<EpochRecord> records) =>
        Encoding.UTF8.GetBytes(string.Concat(records.Select(record => JsonSerializer.Serialize(record, TrainingJson.Strict.EpochRecord) + "\n")));
}

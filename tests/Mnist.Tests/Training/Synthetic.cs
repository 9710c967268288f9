using Mnist.Data;
using Mnist.Networks;
using Mnist.Training;
using static Mnist.Networks.LayerSpecification;

namespace Mnist.Tests.Training;

/// <summary>A task of three classes that a tiny network learns in a moment: which third of the image is bright.</summary>
internal static class Synthetic
{
    internal static Architecture Network { get; } = new(
    [
        new AvgPool2d(4), new Conv2d(1, 4, 3), new ReLU(), new Flatten(), new Dropout(0.25), new Linear(100, 3),
    ]);

    internal static TrainingOptions Options { get; } = new()
    {
        Preset = "tiny",
        Architecture = Network,
        Epochs = 4,
        BatchSize = 16,
        Seed = 1,
        LearningRate = 0.01,
        Threads = 1,
    };

    /// <summary>With everything that has a state or draws random numbers.</summary>
    internal static TrainingOptions AllOptions { get; } = Options with
    {
        Initialization = Initialization.He,
        Schedule = LearningRateSchedule.OneCycle,
        WeightAverageDecay = 0.9,
        Augmentation = new(RotationDegrees: 5, ShiftPixels: 1, Scale: 0.1, Shear: 0.1),
    };

    internal static TrainingData Data { get; } = new("thirds", ["top", "middle", "bottom"], new(0.2, 0.4), Images(56, seed: 1), Images(20, seed: 2));

    internal static LabelledImages Images(int count, int seed)
    {
        var random = new Random(seed);
        var (pixels, labels) = (new byte[count * 784], new byte[count]);
        random.NextBytes(pixels);
        for (var i = 0; i < count; i++)
        {
            labels[i] = (byte)random.Next(3);
            for (var pixel = 0; pixel < 784; pixel++)
                pixels[i * 784 + pixel] = (byte)(pixels[i * 784 + pixel] / 4 + (pixel / 28 * 3 / 28 == labels[i] ? 150 : 0));
        }
        return new(pixels, labels);
    }
}

using Mnist.Networks;

namespace Mnist.Training;

/// <summary>Options under a name.</summary>
public static class Presets
{
    /// <summary>The original's training: Adam with PyTorch's defaults, batches of 64, 10 epochs, the images as they are.</summary>
    public static TrainingOptions Target { get; } = new() { Preset = "target", Architecture = Architectures.Target };

    /// <summary>The most accurate network here that follows the advice for networks that are to be explained.</summary>
    public static TrainingOptions Paper { get; } = new()
    {
        Preset = "paper",
        Architecture = Architectures.Paper,
        Initialization = Initialization.He,
        Epochs = 18,
        LearningRate = 0.003,
        Schedule = LearningRateSchedule.OneCycle,
        WeightAverageDecay = 0.999,
        Augmentation = new(RotationDegrees: 10, ShiftPixels: 2, Scale: 0.1, Shear: 0.1),
    };

    /// <summary>All presets by their names.</summary>
    public static IReadOnlyDictionary<string, TrainingOptions> All { get; } =
        new[] { Target, Paper }.ToDictionary(options => options.Preset, StringComparer.Ordinal);
}

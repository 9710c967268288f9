using static Mnist.Networks.LayerSpecification;

namespace Mnist.Networks;

/// <summary>The networks of this project.</summary>
public static class Architectures
{
    /// <summary>
    /// Two convolutions of 3×3 with 6 and 16 channels, each followed by leaky ReLU and average pooling of 2×2, then three fully
    /// connected layers 400→120→84→10 with dropout before each: the network whose heatmaps the project set out to reproduce.
    /// </summary>
    public static Architecture Target { get; } = new(
    [
        new Conv2d(1, 6, 3), new LeakyReLU(0.01), new AvgPool2d(2),
        new Conv2d(6, 16, 3), new LeakyReLU(0.01), new AvgPool2d(2),
        new Flatten(),
        new Dropout(0.25), new Linear(400, 120), new LeakyReLU(0.01),
        new Dropout(0.25), new Linear(120, 84), new LeakyReLU(0.01),
        new Dropout(0.25), new Linear(84, 10),
    ]);

    /// <summary>
    /// Follows the advice for networks that are to be explained (Montavon, Samek, Müller 2018, section 6): ReLU, average pooling,
    /// one fully connected layer with dropout. The channels are multiples of 16, for which oneDNN's gradients are right everywhere.
    /// </summary>
    public static Architecture Paper { get; } = new(
    [
        new Conv2d(1, 16, 3), new ReLU(), new Conv2d(16, 16, 3), new ReLU(), new AvgPool2d(2),
        new Conv2d(16, 32, 3), new ReLU(), new Conv2d(32, 64, 3), new ReLU(), new AvgPool2d(2),
        new Conv2d(64, 64, 3, Padding: 1), new ReLU(), new AvgPool2d(2),
        new Flatten(), new Dropout(0.25), new Linear(256, 10),
    ]);
}

using System.Collections.Immutable;
using Mnist.Networks;
using Mnist.Training;

namespace MnistExplanation.Evaluating.Experiments;

/// <summary>A network that follows the paper's advice, or does without a piece of it.</summary>
/// <param name="Name">The name in files.</param>
/// <param name="Title">What figures call it.</param>
/// <param name="MaxPooling">Max pooling in the place of average pooling.</param>
/// <param name="Dropout">Whether there is dropout before fully connected layers.</param>
/// <param name="FreeBiases">Whether biases may be positive.</param>
internal sealed record AdviceVariant(string Name, string Title, bool MaxPooling = false, bool Dropout = true, bool FreeBiases = false)
{
    /// <summary>All of the advice; what the others are compared with.</summary>
    internal static AdviceVariant Advised { get; } = new("advised", "as advised");

    /// <summary>Those that do without one piece of it.</summary>
    internal static ImmutableArray<AdviceVariant> Without { get; } =
    [
        new("max-pooling", "max pooling", MaxPooling: true),
        new("no-dropout", "no dropout", Dropout: false),
        new("free-biases", "free biases", FreeBiases: true),
    ];

    /// <summary>All networks.</summary>
    internal static ImmutableArray<AdviceVariant> All { get; } = [Advised, .. Without];

    /// <summary>The network: that of the target with what differs.</summary>
    internal Architecture Architecture => new([.. Architectures.Target.Layers.Where(layer => Dropout || layer is not LayerSpecification.Dropout)
        .Select(layer => MaxPooling && layer is LayerSpecification.AvgPool2d pooling ? new LayerSpecification.MaxPool2d(pooling.KernelSize) : layer)]);

    /// <summary>How it is trained.</summary>
    internal TrainingOptions Options(int epochs, int seed, int? threads) => Presets.Target with
    {
        Preset = $"advice-{Name}",
        Architecture = Architecture,
        FreeBiases = FreeBiases,
        Epochs = epochs,
        Seed = seed,
        Threads = threads ?? Presets.Target.Threads,
    };
}

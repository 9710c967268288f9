namespace Mnist.Experts;

/// <summary>How experts are trained: with the same options, images and processor, the same to the byte.</summary>
public sealed record ExpertTrainingOptions
{
    /// <summary>The seed of the initial weights, the order of the images and all samples.</summary>
    public long Seed { get; init; }

    /// <summary>The number of principal components of the covariance, at least 1; the variance of the rest is spread evenly.</summary>
    public int Components { get; init; } = 64;

    /// <summary>Hidden units of the restricted Boltzmann machine, at least 1.</summary>
    public int HiddenUnits { get; init; } = 128;

    /// <summary>How often the machine sees the images, at least 1.</summary>
    public int MachineEpochs { get; init; } = 15;

    /// <summary>The length of a code of the decoder, at least 1.</summary>
    public int CodeSize { get; init; } = 10;

    /// <summary>How often the decoder sees the images, at least 1.</summary>
    public int DecoderEpochs { get; init; } = 20;

    /// <summary>The number of threads of one tensor operation; at least 1. The matrices are small: a second one gains little, and changes the last digits.</summary>
    public int Threads { get; init; } = 1;

    /// <exception cref="ArgumentException">A value is out of range; the message names it.</exception>
    internal void Check()
    {
        foreach (var (name, value) in new[]
                 {
                     (nameof(Components), Components), (nameof(HiddenUnits), HiddenUnits), (nameof(MachineEpochs), MachineEpochs),
                     (nameof(CodeSize), CodeSize), (nameof(DecoderEpochs), DecoderEpochs), (nameof(Threads), Threads),
                 })
        {
            if (value < 1)
                throw new ArgumentException($"{name} must be at least 1, not {value}.");
        }
        if (Components > Data.LabelledImages.PixelsPerImage)
            throw new ArgumentException($"{nameof(Components)} must be at most {Data.LabelledImages.PixelsPerImage}, not {Components}.");
    }
}

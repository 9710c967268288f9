using System.Numerics;
using System.Numerics.Tensors;
using Relevance.Maps;

namespace Relevance;

/// <summary>
/// Turns the bytes of pictures into the inputs of a network, channel by channel: (value / 255 − mean) / standard deviation, as torchvision's
/// <c>ToTensor</c> and <c>Normalize</c> do, to the bit.
/// </summary>
/// <param name="Mean">The mean of the training pixels, in the range 0 to 1: one for all channels, or one for each.</param>
/// <param name="StandardDeviation">Their standard deviation, positive.</param>
public sealed record Normalization(ChannelValues Mean, ChannelValues StandardDeviation)
{
    /// <summary>That of the digits of MNIST.</summary>
    public static Normalization Mnist { get; } = new(0.1307, 0.3081);

    /// <summary>That of the photographs of ImageNet, red, green, blue, as torchvision's models were trained.</summary>
    public static Normalization ImageNet { get; } = new(new ChannelValues(0.485, 0.456, 0.406), new ChannelValues(0.229, 0.224, 0.225));

    /// <summary>The standard deviations, each positive, for as many channels as there are means.</summary>
    /// <exception cref="ArgumentException">One is not positive, or they are for another number of channels.</exception>
    public ChannelValues StandardDeviation { get; } = StandardDeviation.Pairs(Mean).All(pair => pair.Own > 0)
        ? StandardDeviation
        : throw new ArgumentException($"A standard deviation must be positive; given is {StandardDeviation}.", nameof(StandardDeviation));

    /// <summary>The inputs that stand for a pixel of 0: the very numbers that <see cref="ToTensor{T}"/> gives, so that rounding puts no pixel below them.</summary>
    /// <param name="inDouble">Whether inputs are float64; otherwise float32.</param>
    public ChannelValues Low(bool inDouble = false) => Bound(0, inDouble);

    /// <summary>The inputs that stand for a pixel of 255.</summary>
    /// <param name="inDouble">Whether inputs are float64; otherwise float32.</param>
    public ChannelValues High(bool inDouble = false) => Bound(255, inDouble);

    /// <summary>The input that stands for a value; every step is computed in the precision of the type.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="value">From 0 to 255.</param>
    /// <param name="channel">Whose mean and deviation.</param>
    public T Of<T>(int value, int channel)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (T.CreateTruncating(value) / T.CreateTruncating(255) - T.CreateTruncating(Mean[channel])) / T.CreateTruncating(StandardDeviation[channel]);

    /// <summary>The inputs [N, …] for pictures.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>; every step is computed in that precision.</typeparam>
    /// <param name="pixels">The bytes of N pictures, each channel after channel, row by row.</param>
    /// <param name="count">The number N of pictures; may be 0.</param>
    /// <param name="picture">The shape of one, such as [3, 224, 224].</param>
    /// <exception cref="ArgumentException">The pixels are not those of N pictures, or these have another number of channels.</exception>
    public Tensor<T> ToTensor<T>(ReadOnlySpan<byte> pixels, int count, Shape picture)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (count < 0 || pixels.Length != (long)count * picture.Size)
            throw new ArgumentException($"{count} pictures of {picture} pixels are not {pixels.Length} pixels.", nameof(pixels));
        if (Channels > 1 && (picture.Rank == 0 || picture[0] != Channels))
            throw new ArgumentException($"There are means for {Channels} channels; a picture is {picture}.", nameof(picture));
        // A pixel has 256 values.
        T[] table = [.. Enumerable.Range(0, Channels << 8).Select(place => Of<T>(place & 255, place >> 8))];
        var (values, perChannel) = (new T[pixels.Length], Math.Max(1, picture.Size / Channels));
        for (var i = 0; i < values.Length; i++)
            values[i] = table[(i / perChannel % Channels << 8) + pixels[i]];
        return Tensors.Of(values, count, picture);
    }

    /// <summary>How many channels have numbers of their own; 1 if all share one.</summary>
    private int Channels => Math.Max(Mean.Values.Length, StandardDeviation.Values.Length);

    private ChannelValues Bound(int value, bool inDouble) =>
        new([.. Enumerable.Range(0, Channels).Select(channel => inDouble ? Of<double>(value, channel) : Of<float>(value, channel))]);
}

using System.Numerics;
using System.Numerics.Tensors;
using Relevance.Maps;

namespace Relevance;

/// <summary>
/// Converts the bytes of pictures to the inputs of a network, channel by channel: (value / 255 − mean) / standard deviation, with exactly the same results as
/// torchvision's <c>ToTensor</c> and <c>Normalize</c>.
/// </summary>
/// <param name="Mean">The mean of the training pixels, in the range 0 to 1: one for all channels, or one for each.</param>
/// <param name="StandardDeviation">Their standard deviation, positive.</param>
public sealed record Normalization(ChannelValues Mean, ChannelValues StandardDeviation)
{
    /// <summary>The normalisation of MNIST: mean 0.1307, standard deviation 0.3081.</summary>
    public static Normalization Mnist { get; } = new(0.1307, 0.3081);

    /// <summary>The normalisation of ImageNet with which torchvision's models were trained, for the channels red, green, blue.</summary>
    public static Normalization ImageNet { get; } = new(new ChannelValues(0.485, 0.456, 0.406), new ChannelValues(0.229, 0.224, 0.225));

    /// <summary>The standard deviations, each positive, for as many channels as there are means.</summary>
    /// <exception cref="ArgumentException">A standard deviation is not positive, or the numbers of channels differ.</exception>
    public ChannelValues StandardDeviation { get; } = StandardDeviation.Pairs(Mean).All(pair => pair.Own > 0)
        ? StandardDeviation
        : throw new ArgumentException($"A standard deviation must be positive; given is {StandardDeviation}.", nameof(StandardDeviation));

    /// <summary>Gets the input for a pixel value of 0, rounded as in <see cref="ToTensor{T}"/>, so that no input is below it.</summary>
    /// <param name="inDouble">Whether inputs are float64; otherwise float32.</param>
    public ChannelValues Low(bool inDouble = false) => Bound(0, inDouble);

    /// <summary>Gets the input for a pixel value of 255, rounded as in <see cref="ToTensor{T}"/>.</summary>
    /// <param name="inDouble">Whether inputs are float64; otherwise float32.</param>
    public ChannelValues High(bool inDouble = false) => Bound(255, inDouble);

    /// <summary>Computes the input for a pixel value; every step is computed in the precision of the type.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="value">The pixel value, from 0 to 255.</param>
    /// <param name="channel">The channel, whose mean and standard deviation are used.</param>
    public T Of<T>(int value, int channel)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (T.CreateTruncating(value) / T.CreateTruncating(255) - T.CreateTruncating(Mean[channel])) / T.CreateTruncating(StandardDeviation[channel]);

    /// <summary>Computes the inputs [N, …] for the bytes of pictures.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>; every step is computed in that precision.</typeparam>
    /// <param name="pixels">The bytes of N pictures one after the other, each channel by channel and row by row.</param>
    /// <param name="count">The number N of pictures; may be 0.</param>
    /// <param name="picture">The shape of one, such as [3, 224, 224].</param>
    /// <exception cref="ArgumentException">The number of bytes does not match, or the number of channels differs from that of the normalisation.</exception>
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

using System.Text.Json.Serialization;
using Relevance.Maps;
using Relevance.Networks.Layers;

namespace Mnist.Networks;

/// <summary>The description of a layer of a network, as data: a model file contains a list of these, and reading it can build nothing else.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Conv2d), "conv2d")]
[JsonDerivedType(typeof(Linear), "linear")]
[JsonDerivedType(typeof(ReLU), "relu")]
[JsonDerivedType(typeof(LeakyReLU), "leaky_relu")]
[JsonDerivedType(typeof(AvgPool2d), "avg_pool2d")]
[JsonDerivedType(typeof(MaxPool2d), "max_pool2d")]
[JsonDerivedType(typeof(Flatten), "flatten")]
[JsonDerivedType(typeof(Dropout), "dropout")]
public abstract record LayerSpecification
{
    private const long LargestSize = 1 << 20;

    private LayerSpecification()
    {
    }

    /// <summary>The shape of the weight as PyTorch stores it, or null where the layer has no parameters; the bias has its first dimension.</summary>
    [JsonIgnore]
    internal virtual long[]? WeightShape => null;

    /// <summary>The layer of a network that computes it.</summary>
    /// <param name="weight">Its weight, and</param>
    /// <param name="bias">its bias, if it has any.</param>
    internal abstract Layer ToLayer(Weights? weight, Weights? bias);

    /// <summary>The shape of one output, without the batch dimension, for an input of that shape.</summary>
    /// <exception cref="ArgumentException">The layer cannot take such an input, or a size of it is out of range.</exception>
    internal abstract long[] OutputShape(long[] input);

    /// <summary>A two-dimensional convolution with square kernels and a bias: [C,H,W] to [K,H',W'].</summary>
    /// <param name="InputChannels">C, at least 1.</param>
    /// <param name="OutputChannels">K, at least 1.</param>
    /// <param name="KernelSize">Height and width of the kernel in pixels.</param>
    /// <param name="Padding">Pixels of zeros added on each side, less than the kernel's size.</param>
    public sealed record Conv2d(long InputChannels, long OutputChannels, long KernelSize, long Padding = 0) : LayerSpecification
    {
        internal override long[] WeightShape => [OutputChannels, InputChannels, KernelSize, KernelSize];

        internal override Layer ToLayer(Weights? weight, Weights? bias) =>
            new LinearLayer("Conv2d", new ConvolutionMap(weight!, ConvolutionGeometry.Of(2, padding: (int)Padding)), bias);

        internal override long[] OutputShape(long[] input)
        {
            Require(IsSize(InputChannels) && IsSize(OutputChannels) && IsSize(KernelSize) && Padding >= 0 && Padding < KernelSize);
            Require(input.Length == 3 && input[0] == InputChannels, input);
            var (height, width) = (input[1] + 2 * Padding - KernelSize + 1, input[2] + 2 * Padding - KernelSize + 1);
            Require(height > 0 && width > 0, input);
            return [OutputChannels, height, width];
        }
    }

    /// <summary>A fully connected layer with a bias: [I] to [O].</summary>
    /// <param name="InputFeatures">I, at least 1.</param>
    /// <param name="OutputFeatures">O, at least 1.</param>
    public sealed record Linear(long InputFeatures, long OutputFeatures) : LayerSpecification
    {
        internal override long[] WeightShape => [OutputFeatures, InputFeatures];

        internal override Layer ToLayer(Weights? weight, Weights? bias) => new LinearLayer("Linear", new DenseMap(weight!), bias);

        internal override long[] OutputShape(long[] input)
        {
            Require(IsSize(InputFeatures) && IsSize(OutputFeatures));
            Require(input.Length == 1 && input[0] == InputFeatures, input);
            return [OutputFeatures];
        }
    }

    /// <summary>max(0, x).</summary>
    public sealed record ReLU : LayerSpecification
    {
        internal override Layer ToLayer(Weights? weight, Weights? bias) => new LeakyReluLayer();

        internal override long[] OutputShape(long[] input) => input;
    }

    /// <summary>x where x ≥ 0, otherwise NegativeSlope · x.</summary>
    /// <param name="NegativeSlope">From 0 to 1.</param>
    public sealed record LeakyReLU(double NegativeSlope) : LayerSpecification
    {
        internal override Layer ToLayer(Weights? weight, Weights? bias) => new LeakyReluLayer(NegativeSlope);

        internal override long[] OutputShape(long[] input)
        {
            Require(NegativeSlope is >= 0 and <= 1);
            return input;
        }
    }

    /// <summary>The mean over square, non-overlapping windows; rows and columns that fill no window are left out.</summary>
    /// <param name="KernelSize">Height and width of the window in pixels.</param>
    public sealed record AvgPool2d(long KernelSize) : LayerSpecification
    {
        internal override Layer ToLayer(Weights? weight, Weights? bias) => new LinearLayer("AvgPool2d", Windows(KernelSize));

        internal override long[] OutputShape(long[] input) => Pooled(input, KernelSize);
    }

    /// <summary>The largest value of square, non-overlapping windows; rows and columns that fill no window are left out.</summary>
    /// <param name="KernelSize">Height and width of the window in pixels.</param>
    public sealed record MaxPool2d(long KernelSize) : LayerSpecification
    {
        internal override Layer ToLayer(Weights? weight, Weights? bias) => new MaxPoolingLayer("MaxPool2d", Windows(KernelSize));

        internal override long[] OutputShape(long[] input) => Pooled(input, KernelSize);
    }

    /// <summary>[C,H,W] to [C·H·W].</summary>
    public sealed record Flatten : LayerSpecification
    {
        internal override Layer ToLayer(Weights? weight, Weights? bias) => new FlattenLayer();

        internal override long[] OutputShape(long[] input) => [input.Aggregate(1L, (product, size) => checked(product * size))];
    }

    /// <summary>While training, sets activations to zero at random and scales up the others; otherwise does nothing.</summary>
    /// <param name="Probability">That an activation is dropped; at least 0 and less than 1.</param>
    public sealed record Dropout(double Probability) : LayerSpecification
    {
        internal override Layer ToLayer(Weights? weight, Weights? bias) => new IdentityLayer("Dropout");

        internal override long[] OutputShape(long[] input)
        {
            Require(Probability is >= 0 and < 1);
            return input;
        }
    }

    private long[] Pooled(long[] input, long kernelSize)
    {
        Require(IsSize(kernelSize));
        Require(input.Length == 3 && input[1] >= kernelSize && input[2] >= kernelSize, input);
        return [input[0], input[1] / kernelSize, input[2] / kernelSize];
    }

    private static SeparableMap Windows(long size) => new($"{size}×{size}", [new WindowAxis((int)size, (int)size), new WindowAxis((int)size, (int)size)]);

    private static bool IsSize(long value) => value is >= 1 and <= LargestSize;

    private void Require(bool valid)
    {
        if (!valid)
            throw new ArgumentException($"The layer {this} has a size or value out of range.");
    }

    private void Require(bool fits, long[] input)
    {
        if (!fits)
            throw new ArgumentException($"The layer {this} cannot take an input of shape [{string.Join(", ", input)}].");
    }
}

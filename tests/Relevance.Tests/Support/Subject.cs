using System.Numerics;
using System.Numerics.Tensors;
using Relevance.Definitions;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;

namespace Relevance.Tests.Support;

/// <summary>A network with images for it: what the promises of all methods are tested on.</summary>
/// <param name="Name">What it has that others have not.</param>
/// <param name="Network">The network.</param>
/// <param name="Wide">Images, in float64.</param>
/// <param name="Low">The least value of a pixel.</param>
/// <param name="High">The greatest.</param>
internal sealed record Subject(string Name, Network Network, Tensor<double> Wide, double Low = -6, double High = 6)
{
    /// <summary>What methods explain that ask for no more than a differentiable model.</summary>
    public DifferentiableModel Model { get; init; } = Network;

    /// <summary>What methods are told of the images.</summary>
    public InputDomain Domain => new(Low, High, Tensors.Range(Wide, 0, 3));

    public int Count => Wide.ImageCount;

    public static Subject Golden { get; } = new("golden network", Support.Golden.Network, Support.Golden.Images<double>(), Support.Golden.Low, Support.Golden.High);

    /// <summary>One of the random ones whose predicted classes are not all the same, and get something from positive weights too.</summary>
    public static Subject Residual { get; } = new("residual network", ResidualNetwork.Build(10, Biases.Any), RandomNetworks.Images(10, 21));

    public static Subject WithNorm { get; } = new("batch normalisation and max pooling", Normalised(2), RandomNetworks.Images(2, 21));

    public static Subject WithAverages { get; } = new("average pooling alone", RandomNetworks.Convolutional(3, Biases.Any), RandomNetworks.Images(3, 21));

    public static Subject Find(string name) => new[] { Golden, Residual, WithNorm, WithAverages }.Single(subject => subject.Name == name);

    /// <summary>The images in a type of numbers.</summary>
    public Tensor<T> Images<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Tensors.Of([.. Wide.Values.ToArray().Select(T.CreateTruncating)], Count, Wide.ImageShape);

    private static Network Normalised(int seed)
    {
        var (b, draw) = (new NetworkBuilder(), new RandomNetworks.Draw(seed));
        var windows = new SeparableMap("2×2", [new WindowAxis(2, 2), new WindowAxis(2, 2)]);
        var x = Norm("1", 3, b.Convolution("0", draw.Weight(3, 2, 3, 3), null, ConvolutionGeometry.Plain(2), b.Input));
        x = b.Add("3", new MaxPoolingLayer("MaxPool2d", windows), b.Add("2", new LeakyReluLayer(), x));
        // Between a pooling and an activation a norm remains a layer of its own.
        x = b.Add("6", new FlattenLayer(), b.Add("5", new LeakyReluLayer(), Norm("4", 3, x)));
        x = b.Add("9", new LeakyReluLayer(), Norm("8", 6, b.Dense("7", draw.Weight(6, 27), draw.Bias(6), x)));
        return b.Build(b.Dense("10", draw.Weight(4, 6), draw.Bias(4), x));

        LayerOutput Norm(string name, int channels, LayerOutput from) => b.Add(name, new LinearLayer("BatchNorm", new ChannelScaleMap(draw.Weight(channels)), draw.Bias(channels)), from);
    }
}

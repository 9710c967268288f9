using System.Numerics.Tensors;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Propagation.Rules;

namespace Relevance.Tests.Support;

/// <summary>Two small trained networks on RGB images, many of whose biases are positive, for which Zennit's heatmaps are at hand.</summary>
internal static class BiasedNetworks
{
    private static readonly double[] Mean = [0.485, 0.456, 0.406], Deviation = [0.229, 0.224, 0.225];

    /// <summary>Both, by the name of their folder.</summary>
    public static IReadOnlyList<string> Names { get; } = ["vgg", "mobilenet"];

    /// <summary>The range of the pixels in each channel: they are normalised differently.</summary>
    public static ChannelValues Low { get; } = new([.. Mean.Zip(Deviation, (mean, deviation) => (0 - mean) / deviation)]);

    /// <summary>The largest value of a pixel in each channel.</summary>
    public static ChannelValues High { get; } = new([.. Mean.Zip(Deviation, (mean, deviation) => (1 - mean) / deviation)]);

    /// <summary>zB with them.</summary>
    public static ZBox Box { get; } = new(Low, High);

    public static Network Network(string name) => name == "vgg" ? Vgg() : MobileNet();

    public static Tensor<double> Images(string name) => Golden.Read($"{name}/inputs");

    /// <summary>Convolutions with rectifiers, max pooling, average pooling, three fully connected layers.</summary>
    private static Network Vgg()
    {
        var (b, values) = (new NetworkBuilder(), new Parameters("vgg"));
        var number = 0;
        var x = Pool(Convolution(3, 8, b.Input));
        x = Pool(Convolution(8, 16, x));
        x = Pool(Convolution(24, 24, Convolution(16, 24, x)));
        x = b.Add("pool", new LinearLayer("AdaptiveAvgPool2d", new SeparableMap("2×2", [new AdaptiveAxis(2), new AdaptiveAxis(2)])), x);
        x = b.Add("flatten", new FlattenLayer(), x);
        x = Rectified(b.Dense("dense1", values.Next(48, 96), values.Next(48), x));
        x = Rectified(b.Dense("dense2", values.Next(48, 48), values.Next(48), x));
        return b.Build(b.Dense("scores", values.Next(5, 48), values.Next(5), x));

        LayerOutput Convolution(int inputs, int outputs, LayerOutput from) => Rectified(
            b.Convolution($"conv{++number}", values.Next(outputs, inputs, 3, 3), values.Next(outputs), ConvolutionGeometry.Of(2, padding: 1), from));

        LayerOutput Rectified(LayerOutput from) => b.Add($"relu{++number}", new LeakyReluLayer(), from);

        LayerOutput Pool(LayerOutput from) => b.Add($"pool{++number}", new MaxPoolingLayer("MaxPool2d", new SeparableMap("2×2", [new WindowAxis(2, 2), new WindowAxis(2, 2)])), from);
    }

    /// <summary>Inverted residuals: an expansion, a convolution of each channel by itself, a projection, and where sizes allow it a sum with the input.</summary>
    private static Network MobileNet()
    {
        var (b, values) = (new NetworkBuilder(), new Parameters("mobilenet"));
        var x = Rectified("stem", 3, 8, 3, b.Input, stride: 2);
        x = Block("block1", x, 8, 8, 8, 1);
        x = Block("block2", x, 8, 32, 12, 2);
        x = Block("block3", x, 12, 48, 12, 1);
        x = Block("block4", x, 12, 48, 16, 2);
        x = Block("block5", x, 16, 48, 16, 1);
        x = Rectified("features", 16, 32, 1, x);
        x = b.Add("pool", new LinearLayer("AdaptiveAvgPool2d", new SeparableMap("1×1", [new AdaptiveAxis(1), new AdaptiveAxis(1)])), x);
        return b.Build(b.Dense("scores", values.Next(5, 32), values.Next(5), b.Add("flatten", new FlattenLayer(), x)));

        LayerOutput Block(string name, LayerOutput input, int inputs, int hidden, int outputs, int stride)
        {
            var expanded = hidden == inputs ? input : Rectified($"{name}.expand", inputs, hidden, 1, input);
            var filtered = Rectified($"{name}.filter", hidden, hidden, 3, expanded, stride, hidden);
            var projected = Normalized($"{name}.project", hidden, outputs, 1, filtered, 1, 1);
            return stride == 1 && inputs == outputs ? b.Sum($"{name}.sum", input, projected) : projected;
        }

        LayerOutput Rectified(string name, int inputs, int outputs, int kernel, LayerOutput from, int stride = 1, int groups = 1) =>
            b.Add($"{name}.relu", new ClipLayer(0, 6), Normalized(name, inputs, outputs, kernel, from, stride, groups));

        LayerOutput Normalized(string name, int inputs, int outputs, int kernel, LayerOutput from, int stride, int groups)
        {
            var convolved = b.Convolution(name, values.Next(outputs, inputs / groups, kernel, kernel), null, ConvolutionGeometry.Of(2, stride, kernel / 2, groups: groups), from);
            var (factor, offset, mean, variance) = (values.Next(outputs), values.Next(outputs), values.Next(outputs), values.Next(outputs));
            // The reference rounded ε to float32, as the file that the network comes from has it.
            var scale = factor.Select((channel, value) => value / Math.Sqrt(variance[channel] + 1e-5f));
            var shift = offset.Select((channel, value) => value - mean[channel] * scale[channel]);
            return b.Add($"{name}.norm", new LinearLayer("BatchNorm2d", new ChannelScaleMap(scale), shift), convolved);
        }
    }

    /// <summary>Parameters one after the other, in the order of the layers and, in each, of PyTorch.</summary>
    private sealed class Parameters(string network)
    {
        private readonly Weights values = Golden.WeightsOf($"{network}/weights");
        private int taken;

        public Weights Next(params ReadOnlySpan<int> shape)
        {
            var lengths = Shape.Of(shape);
            var first = taken;
            taken += lengths.Size;
            return Weights.Of([.. Enumerable.Range(first, lengths.Size).Select(place => values[place])], lengths);
        }
    }
}

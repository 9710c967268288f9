using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;

namespace Relevance.Tests.Support;

/// <summary>[n, 2, 8, 8] → convolution, residual block, concatenation with its input, dense → [n, 4].</summary>
internal static class ResidualNetwork
{
    public static Network Build(int seed, Biases biases)
    {
        var (b, draw) = (new NetworkBuilder(), new RandomNetworks.Draw(seed, biases));
        var padded = ConvolutionGeometry.Of(2, padding: 1);
        var x = b.Add("stem.relu", new LeakyReluLayer(), b.Convolution("stem", draw.Weight(3, 2, 3, 3), draw.Bias(3), padded, b.Input));
        var inner = b.Add("block.relu", new LeakyReluLayer(0.1), b.Convolution("block.1", draw.Weight(4, 3, 3, 3), draw.Bias(4), padded, x));
        var y = b.Sum("add", x, b.Convolution("block.2", draw.Weight(3, 4, 3, 3), draw.Bias(3), padded, inner));
        var both = b.Add("head.relu", new LeakyReluLayer(), b.Concatenate("cat", 0, x, y));
        var pooled = b.Add("head.pool", new MaxPoolingLayer("MaxPool2d", new SeparableMap("2×2", [new WindowAxis(2, 2), new WindowAxis(2, 2)])), both);
        var convolved = b.Add("head.relu2", new LeakyReluLayer(), b.Convolution("head.conv", draw.Weight(4, 6, 3, 3), draw.Bias(4), ConvolutionGeometry.Plain(2), pooled));
        var mean = b.Add("head.mean", new LinearLayer("AdaptiveAvgPool2d", new SeparableMap("1×1", [new AdaptiveAxis(1), new AdaptiveAxis(1)])), convolved);
        return b.Build(b.Dense("head.dense", draw.Weight(4, 4), draw.Bias(4), b.Add("head.flatten", new FlattenLayer(), mean)));
    }
}

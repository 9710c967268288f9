using System.Numerics.Tensors;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Randomness;

namespace Relevance.Tests.Support;

/// <summary>The sign of a random network's biases.</summary>
public enum Biases
{
    None,
    NonPositive,
    Any,
}

/// <summary>Small random networks of float64 weights, the same for the same seed.</summary>
internal static class RandomNetworks
{
    /// <summary>[n, 2, 8, 8] → convolution, pooling, convolution, dense, dense → [n, 4].</summary>
    public static Network Convolutional(int seed, Biases biases, double slope = 0.01, double factorOfBiases = 1)
    {
        var builder = new NetworkBuilder();
        var draw = new Draw(seed, biases, factorOfBiases);
        var activation = new LeakyReluLayer(slope);
        var x = builder.Convolution("0", draw.Weight(3, 2, 3, 3), draw.Bias(3), ConvolutionGeometry.Of(2, padding: 1), builder.Input);
        x = builder.Add("1", activation, x);
        x = builder.Add("2", new LinearLayer("AvgPool2d", new SeparableMap("2×2", [new WindowAxis(2, 2), new WindowAxis(2, 2)])), x);
        x = builder.Convolution("3", draw.Weight(5, 3, 3, 3), draw.Bias(5), ConvolutionGeometry.Plain(2), x);
        x = builder.Add("4", activation, x);
        x = builder.Add("6", new IdentityLayer("Dropout"), builder.Add("5", new FlattenLayer(), x));
        x = builder.Add("8", activation, builder.Dense("7", draw.Weight(7, 20), draw.Bias(7), x));
        return builder.Build(builder.Dense("9", draw.Weight(4, 7), draw.Bias(4), x));
    }

    /// <summary>[n, 2, 8, 8].</summary>
    public static Tensor<double> Images(int seed, int count = 3) => Normal(seed + 1000, count, [2, 8, 8]);

    /// <summary>Numbers of the standard normal distribution.</summary>
    public static Tensor<double> Normal(int seed, int count, Shape shape)
    {
        var random = new RandomNumbers(seed, 0);
        return Tensors.Of([.. Enumerable.Range(0, count * shape.Size).Select(place => random.Normal(place))], count, shape);
    }

    /// <summary>Weights and biases, one stream of random numbers for each array.</summary>
    internal sealed class Draw(int seed, Biases biases = Biases.Any, double factorOfBiases = 1)
    {
        private int stream;

        public Weights Weight(params ReadOnlySpan<int> shape)
        {
            var random = new RandomNumbers(seed, ++stream);
            var lengths = Shape.Of(shape);
            return Weights.Of([.. Enumerable.Range(0, lengths.Size).Select(place => 0.5 * random.Normal(place))], lengths);
        }

        public Weights? Bias(int channels) => biases switch
        {
            Biases.None => null,
            Biases.NonPositive => Weight(channels).Select((_, value) => -factorOfBiases * Math.Abs(value)),
            _ => Weight(channels).Select((_, value) => factorOfBiases * value),
        };
    }
}

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

/// <summary>Small random networks with weights of float64, the same for the same seed.</summary>
internal static class RandomNetworks
{
    /// <summary>[n, 2, 8, 8] → convolution, pooling, convolution, dense, dense → [n, 4].</summary>
    /// <param name="seed">Decides the weights.</param>
    /// <param name="biases">The sign of the biases.</param>
    /// <param name="slope">That of the activations for negative inputs.</param>
    /// <param name="factorOfBiases">What every bias is multiplied by.</param>
    public static Network Convolutional(int seed, Biases biases, double slope = 0.01, double factorOfBiases = 1) => new RandomStack(seed, biases, factorOfBiases)
        .Convolution(2, 3, 3, padding: 1).Add(new LeakyReluLayer(slope)).AveragePooling(2)
        .Convolution(3, 5, 3).Add(new LeakyReluLayer(slope)).Add(new FlattenLayer()).Add(new IdentityLayer("Dropout"))
        .Dense(20, 7).Add(new LeakyReluLayer(slope)).Dense(7, 4).Build();

    public static Tensor<double> Images(int seed, int count = 3)
    {
        var images = Tensors.Zeros<double>(count, [2, 8, 8]);
        for (var i = 0; i < images.Values.Length; i++)
            images.Values[i] = new RandomNumbers(seed, -1).Normal(i);
        return images;
    }
}

/// <summary>Layers one after the other, with random weights, each named by its number.</summary>
/// <param name="seed">Decides the weights.</param>
/// <param name="biases">The sign of the biases.</param>
/// <param name="factorOfBiases">What every bias is multiplied by.</param>
internal sealed class RandomStack(int seed, Biases biases, double factorOfBiases = 1)
{
    private readonly NetworkBuilder builder = new();
    private LayerOutput? last;
    private int layers;

    /// <summary>The output of the last layer.</summary>
    public LayerOutput Last => last ?? builder.Input;

    public RandomStack Convolution(int inputs, int outputs, int kernel, int padding = 0) => Next(name =>
        builder.Convolution(name, Normal([outputs, inputs, kernel, kernel]), Bias(outputs), ConvolutionGeometry.Of(2, padding: padding), Last));

    public RandomStack Dense(int inputs, int outputs) => Next(name => builder.Dense(name, Normal([outputs, inputs]), Bias(outputs), Last));

    public RandomStack AveragePooling(int length) =>
        Add(new LinearLayer("AvgPool2d", new SeparableMap($"{length}×{length}", [new WindowAxis(length, length), new WindowAxis(length, length)])));

    public RandomStack Add(Layer layer) => Next(name => builder.Add(name, layer, Last));

    /// <summary>Merges the last layer's output with that of others.</summary>
    public RandomStack Merge(Layer layer, params LayerOutput[] others) => Next(name => builder.Add(name, layer, [.. others, Last]));

    public Network Build() => builder.Build(Last);

    private RandomStack Next(Func<string, LayerOutput> add)
    {
        last = add($"{layers}");
        layers++;
        return this;
    }

    private Weights Normal(Shape shape) => Weights.Of([.. Enumerable.Range(0, shape.Count).Select(place => 0.5 * new RandomNumbers(seed, 2 * layers).Normal(place))], shape);

    private Weights? Bias(int count) => biases == Biases.None ? null : Weights.Of([.. Enumerable.Range(0, count).Select(place =>
    {
        var value = 0.5 * new RandomNumbers(seed, 2 * layers + 1).Normal(place);
        return factorOfBiases * (biases == Biases.NonPositive ? -Math.Abs(value) : value);
    })], [count]);
}

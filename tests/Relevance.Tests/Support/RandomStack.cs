using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Randomness;

namespace Relevance.Tests.Support;

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

    private Weights Normal(Shape shape) => Weights.Of([.. Enumerable.Range(0, shape.Size).Select(place => 0.5 * new RandomNumbers(seed, 2 * layers).Normal(place))], shape);

    private Weights? Bias(int count) => biases == Biases.None ? null : Weights.Of([.. Enumerable.Range(0, count).Select(place =>
    {
        var value = 0.5 * new RandomNumbers(seed, 2 * layers + 1).Normal(place);
        return factorOfBiases * (biases == Biases.NonPositive ? -Math.Abs(value) : value);
    })], [count]);
}

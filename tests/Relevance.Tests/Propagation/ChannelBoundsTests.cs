using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;
using static Relevance.Tests.Networks.RandomArrays;

namespace Relevance.Tests.Propagation;

/// <summary>Bounds for each channel.</summary>
public class ChannelBoundsTests
{
    private static readonly double[] Low = [-1, -2, -3], High = [2, 4, 6];

    [Fact]
    public void They_are_those_of_the_image_behind_a_flatten_layer_too()
    {
        var b = new NetworkBuilder();
        var weights = Weights(1, [2, 12]);
        var network = b.Build(b.Dense("dense", weights, null, b.Add("flatten", new FlattenLayer(), b.Input)));
        var found = new LayerwiseRelevancePropagation(network, Composite.Uniform("box", new ZBox(new(Low), new(High)))).Explain(Images(1, 2, [3, 2, 2]));

        var c = new NetworkBuilder();
        var vectors = c.Build(c.Dense("dense", weights, null, c.Input));
        var expected = new LayerwiseRelevancePropagation(vectors, Composite.Uniform("box", new ZBox(new(Each(Low)), new(Each(High)))))
            .Explain(Tensors.Of(Images(1, 2, [3, 2, 2]).Values.ToArray(), 2, [12]));
        Assert.Equal(expected.Relevance.Values.ToArray(), found.Relevance.Values.ToArray());

        // Vectors are not images: three bounds for twelve values stay an error.
        Assert.Contains("3 channels", Assert.Throws<ArgumentException>(() => new LayerwiseRelevancePropagation(
            vectors, Composite.Uniform("box", new ZBox(new(Low), new(High)))).Explain(Tensors.Zeros<double>(1, [12]))).Message, StringComparison.Ordinal);

        static double[] Each(double[] values) => [.. values.SelectMany(value => Enumerable.Repeat(value, 4))];
    }
}

using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Tests.Support;

namespace Relevance.Tests.Networks;

public class RandomWeightsTests
{
    [Fact]
    public void Only_the_layers_named_are_drawn_anew_by_the_seed()
    {
        var network = Golden.Network;
        Assert.Equal(["0", "3", "8", "11", "14"], network.WeightedLayers);
        var images = Golden.Images<double>();
        var scores = network.Scores(images, TestContext.Current.CancellationToken).Values.ToArray();
        Assert.Equal(0, Distance(network.WithRandomWeights([], 1), network));
        Assert.InRange(Distance(network.WithRandomWeights(["3"], 1), network), 0.1, double.MaxValue);
        Assert.Equal(0, Distance(network.WithRandomWeights(["3", "14"], 1), network.WithRandomWeights(["14"], 1).WithRandomWeights(["3"], 1)));
        Assert.InRange(Distance(network.WithRandomWeights(["3"], 1), network.WithRandomWeights(["3"], 2)), 0.1, double.MaxValue);
        // Neither is the network itself changed, nor what comes before the layers named.
        Assert.Equal(scores, network.Scores(images, TestContext.Current.CancellationToken).Values.ToArray());
        Assert.Equal(0, Distance(network.WithRandomWeights(["8"], 1).UpTo("6"), network.UpTo("6")));

        double Distance(Network one, Network other) =>
            one.Scores(images, TestContext.Current.CancellationToken).Values.ToArray().Zip(other.Scores(images, TestContext.Current.CancellationToken).Values.ToArray(), (a, b) => Math.Abs(a - b)).Max();
    }

    [Fact]
    public void Weights_keep_their_mean_and_their_deviation()
    {
        var (before, after) = (Values(Golden.Network), Values(Golden.Network.WithRandomWeights(["8"], 3)));
        // 48,000 weights: the mean is known to deviation / 219, the deviation to deviation / 310.
        var deviation = Deviation(before);
        Assert.Equal(before.Average(), after.Average(), 4 * deviation / 219);
        Assert.Equal(deviation, Deviation(after), 4 * deviation / 310);
        Assert.InRange(before.Zip(after, (a, b) => Math.Abs(a - b)).Max(), deviation, double.MaxValue);

        static double[] Values(Network network) => ((DenseMap)((LinearLayer)network.Find("8").Layer).Map).Weight.ToArray<double>();

        static double Deviation(double[] values) => Math.Sqrt(values.Average(value => Math.Pow(value - values.Average(), 2)));
    }

    public static TheoryData<LinearMap> Maps =>
    [
        new DenseMap(Ones([2, 3])), new ChannelScaleMap(Ones([4])), new ConvolutionMap(Ones([2, 1, 3, 3]), ConvolutionGeometry.Plain(2)),
        new TransposedConvolutionMap(new ConvolutionMap(Ones([2, 1, 3]), ConvolutionGeometry.Plain(1)), [0]),
    ];

    [Theory]
    [MemberData(nameof(Maps), DisableDiscoveryEnumeration = true)]
    public void Every_kind_of_linear_map_with_weights_can_be_drawn_anew(LinearMap map)
    {
        Assert.True(map.HasWeights);
        var replaced = map.Replace(weights => weights.Select((_, value) => 2 * value));
        Weights[] all = [.. Find(replaced)];
        Assert.Equal(Find(map).Select(weights => weights.Shape), all.Select(weights => weights.Shape));
        Assert.All(all, weights => Assert.All(weights.ToArray<double>(), value => Assert.Equal(2, value)));

        static IEnumerable<Weights> Find(LinearMap map) => map switch
        {
            DenseMap dense => [dense.Weight],
            ChannelScaleMap scale => [scale.Scale],
            ConvolutionMap convolution => [convolution.Weight],
            _ => [((TransposedConvolutionMap)map).Convolution.Weight],
        };
    }

    [Fact]
    public void A_map_without_weights_stays()
    {
        var pooling = new SeparableMap("2×2", [new WindowAxis(2, 2), new WindowAxis(2, 2)]);
        Assert.Same(pooling, pooling.Replace(_ => throw new InvalidOperationException()));
    }

    [Fact]
    public void A_layer_without_weights_is_refused_by_name()
    {
        Assert.Contains("'2'", Assert.Throws<ArgumentException>(() => Golden.Network.WithRandomWeights(["2"], 0)).Message, StringComparison.Ordinal);
        Assert.Contains("'conv9'", Assert.Throws<ArgumentException>(() => Golden.Network.WithRandomWeights(["conv9"], 0)).Message, StringComparison.Ordinal);
    }

    private static Weights Ones(Shape shape) => Weights.Of(Enumerable.Repeat(1.0, shape.Size).ToArray(), shape);
}

using CsCheck;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Tests.Support;
using static TorchSharp.torch;

namespace Relevance.Tests.Networks;

public class RandomWeightsTests
{
    [Fact]
    public void Only_the_layers_named_are_drawn_anew_by_the_seed()
    {
        var network = Golden.Network();
        Assert.Equal(["0", "3", "8", "11", "14"], network.WeightedLayers);
        var images = Golden.Images();
        var scores = network.Scores(images);
        Assert.Equal(0, Distance(network.WithRandomWeights([], 1), network));
        Assert.InRange(Distance(network.WithRandomWeights(["3"], 1), network), 0.1, double.MaxValue);
        Assert.Equal(0, Distance(network.WithRandomWeights(["3", "14"], 1), network.WithRandomWeights(["14"], 1).WithRandomWeights(["3"], 1)));
        Assert.InRange(Distance(network.WithRandomWeights(["3"], 1), network.WithRandomWeights(["3"], 2)), 0.1, double.MaxValue);
        // Neither is the network itself changed, nor what comes before the layers named.
        Assert.Equal(0, (network.Scores(images) - scores).abs().max().item<double>());
        Assert.Equal(0, Distance(network.WithRandomWeights(["8"], 1).UpTo("7"), network.UpTo("7")));

        double Distance(Network one, Network other) => (one.Scores(images) - other.Scores(images)).abs().max().item<double>();
    }

    [Fact]
    public void Weights_keep_their_mean_and_their_deviation()
    {
        var (before, after) = (Weights(Golden.Network()), Weights(Golden.Network().WithRandomWeights(["8"], 3)));
        // 48,000 weights: the mean is known to deviation / 219, the deviation to deviation / 310.
        var deviation = before.std().item<double>();
        Assert.Equal(before.mean().item<double>(), after.mean().item<double>(), 4 * deviation / 219);
        Assert.Equal(deviation, after.std().item<double>(), 4 * deviation / 310);
        Assert.InRange((before - after).abs().max().item<double>(), deviation, double.MaxValue);

        static Tensor Weights(Network network) => ((LinearLayer)network.Find("8").Layer).Map.Transpose(eye(120, dtype: ScalarType.Float64), [120, 400]);
    }

    public static TheoryData<string> Linear => [.. LayerCases.Linear];

    [Theory]
    [MemberData(nameof(Linear))]
    public void Every_kind_of_linear_map_can_be_drawn_anew(string kind) => LayerCases.All[kind].Sample(layer =>
    {
        using var scope = NewDisposeScope();
        var (map, images) = (layer.ReadMap(), layer.Images());
        var replaced = map.Replace(values => values * 2);
        if (map.HasWeights)
            Assert.InRange((replaced.Apply(images) - map.Apply(images) * 2).abs().max().item<double>(), 0, 1e-10);
        else
            Assert.Same(map, replaced);
    }, iter: 20);

    [Fact]
    public void A_layer_without_weights_is_refused_by_name()
    {
        Assert.Contains("'2'", Assert.Throws<ArgumentException>(() => Golden.Network().WithRandomWeights(["2"], 0)).Message, StringComparison.Ordinal);
        Assert.Contains("'conv9'", Assert.Throws<ArgumentException>(() => Golden.Network().WithRandomWeights(["conv9"], 0)).Message, StringComparison.Ordinal);
    }
}

using CsCheck;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Tests.Support;
using static Relevance.Tests.Networks.RandomArrays;

namespace Relevance.Tests.Networks;

/// <summary>Merging factors for each channel with a linear layer leaves the scores as they were: those of the layers one by one.</summary>
public class BatchNormFoldingTests
{
    private static readonly Dictionary<string, (Func<int, Layer[]> Make, Shape Shape, string[] Layers)> Cases = new()
    {
        ["after a convolution"] = (s => [Convolution(s, [6, 2, 3, 3], groups: 2, padding: 1), Norm(s, 6), new LeakyReluLayer()], [4, 5, 5], ["Conv+Norm", "ReLU"]),
        ["after a convolution without bias"] = (s => [Convolution(s, [3, 2, 3], hasBias: false), Norm(s, 3)], [2, 7], ["Conv+Norm"]),
        ["after a transposed convolution"] = (s => [Transposed(s, [4, 3, 3, 3], groups: 1), Norm(s, 3)], [4, 3, 3], ["ConvTranspose+Norm"]),
        ["after a transposed convolution in groups"] = (s => [Transposed(s, [4, 3, 3, 3], groups: 2), Norm(s, 6)], [4, 3, 3], ["ConvTranspose+Norm"]),
        ["after a fully connected layer"] = (s => [Dense(s, 4, 3), Norm(s, 3), new TanhLayer()], [4], ["Linear+Norm", "Tanh"]),
        ["before a convolution"] = (s => [Norm(s, 4), Convolution(s, [6, 2, 3, 3], groups: 2)], [4, 5, 5], ["Norm+Conv"]),
        ["before a fully connected layer"] = (s => [new LeakyReluLayer(), Norm(s, 4), Dense(s, 4, 3)], [4], ["ReLU", "Norm+Linear"]),
        ["before a convolution with padding"] = (s => [Norm(s, 4), Convolution(s, [2, 4, 3, 3], padding: 1)], [4, 5, 5], ["Norm", "Conv"]),
        ["before a transposed convolution"] = (s => [Norm(s, 4), Transposed(s, [4, 3, 3, 3], groups: 1)], [4, 3, 3], ["Norm", "ConvTranspose"]),
        ["twice"] = (s => [Dense(s, 3, 3), Norm(s, 3), Norm(s + 1, 3)], [3], ["Linear+Norm+Norm"]),
        ["on both sides"] = (s => [Norm(s, 3), Dense(s, 3, 3), Norm(s + 1, 3)], [3], ["Norm+Linear+Norm"]),
    };

    public static TheoryData<string> Places => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Places))]
    public void Scores_are_those_of_the_layers_one_by_one(string place) => Gen.Int[0, 1 << 20].Sample(seed =>
    {
        var (make, shape, layers) = Cases[place];
        var network = Chain(make(seed));
        Assert.Equal(layers, network.Nodes.Select(node => node.Layer.Kind));
        foreach (var count in new[] { 1, 6 })
        {
            var images = Images(seed + 9, count, shape);
            var expected = make(seed).Aggregate(images, (values, layer) => Chain(layer).Scores(values));
            Close(network.Scores(images), expected, 1e-11);
            Assert.All(
                Errors.PerImage(network.Scores(images.To<float>()), expected).Zip(RoundingBound.OfScores(network, images)), image => Assert.InRange(image.First, 0, image.Second));
        }
    }, iter: 10);

    [Fact]
    public void A_layer_that_feeds_two_others_is_left_alone()
    {
        var b = new NetworkBuilder();
        var x = b.Add("conv", Convolution(1, [2, 1, 3, 3]), b.Input);
        var network = b.Build(b.Sum("sum", x, b.Add("norm", Norm(1, 2), x)));
        Assert.Equal(["Conv", "Norm", "Sum"], network.Nodes.Select(node => node.Layer.Kind));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_merged_fully_connected_layer_refuses_maps(bool before)
    {
        // The channels are the first axis of an image, a fully connected layer's features the last: of [3, 3] not the same.
        var network = before ? Chain(Norm(1, 3), Dense(1, 3, 3)) : Chain(Dense(1, 3, 3), Norm(1, 3));
        Assert.Single(network.Nodes);
        Assert.Contains("[N, features]", Assert.Throws<ArgumentException>(() => network.Scores(Images(1, 2, [3, 3]))).Message);
        var map = ((LinearLayer)network.Nodes[0].Layer).Map;
        Assert.All(Enum.GetValues<WeightPart>(), part => Assert.Throws<ArgumentException>(() => map.Take(part).OutputOf([3, 3])));
    }

    private static LinearLayer Norm(int seed, int channels) => new("Norm", new ChannelScaleMap(RandomArrays.Weights(seed + 3, [channels])), RandomArrays.Weights(seed + 4, [channels]));

    private static LinearLayer Dense(int seed, int inputs, int outputs) => new("Linear", new DenseMap(RandomArrays.Weights(seed, [outputs, inputs])), RandomArrays.Weights(seed + 1, [outputs]));

    private static LinearLayer Convolution(int seed, Shape weight, int groups = 1, int padding = 0, bool hasBias = true) => new("Conv", new ConvolutionMap(
        RandomArrays.Weights(seed, weight), ConvolutionGeometry.Of(weight.Rank - 2, padding: padding, groups: groups)), hasBias ? RandomArrays.Weights(seed + 1, [weight[0]]) : null);

    private static LinearLayer Transposed(int seed, Shape weight, int groups) => new("ConvTranspose", new TransposedConvolutionMap(
        new(RandomArrays.Weights(seed, weight), ConvolutionGeometry.Of(2, stride: 2, padding: 1, groups: groups)), [0, 0]), RandomArrays.Weights(seed + 1, [weight[1] * groups]));
}

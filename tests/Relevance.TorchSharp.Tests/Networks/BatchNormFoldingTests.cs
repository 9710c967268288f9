using CsCheck;
using Relevance.Networks;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;
using Relevance.Torch.Tests.Support;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace Relevance.Torch.Tests.Networks;

/// <summary>Merging batch normalisation with a linear layer leaves the scores as they were.</summary>
public class BatchNormFoldingTests
{
    private static readonly Dictionary<string, (Func<nn.Module<Tensor, Tensor>> Make, long[] Shape, string[] Layers)> Cases = new()
    {
        ["after a convolution"] = (() => nn.Sequential(nn.Conv2d(4, 6, 3, padding: 1, groups: 2), nn.BatchNorm2d(6), nn.ReLU()), [4, 5, 5], ["0 Conv2d+BatchNorm2d", "2 ReLU"]),
        ["after a convolution without bias"] = (() => nn.Sequential(nn.Conv1d(2, 3, 3, stride: 2, bias: false), nn.BatchNorm1d(3)), [2, 7], ["0 Conv1d+BatchNorm1d"]),
        ["after a convolution of three axes"] = (() => nn.Sequential(nn.Conv3d(1, 2, 2), nn.BatchNorm3d(2)), [1, 3, 3, 3], ["0 Conv3d+BatchNorm3d"]),
        ["after a transposed convolution"] = (() => nn.Sequential(nn.ConvTranspose2d(4, 6, 3, stride: 2, padding: 1, groups: 2), nn.BatchNorm2d(6)), [4, 3, 3], ["0 ConvTranspose2d+BatchNorm2d"]),
        ["after a fully connected layer"] = (() => nn.Sequential(nn.Linear(4, 3), nn.BatchNorm1d(3), nn.Tanh()), [4], ["0 Linear+BatchNorm1d", "2 Tanh"]),
        ["before a convolution"] = (() => nn.Sequential(nn.BatchNorm2d(4), nn.Conv2d(4, 6, 3, groups: 2)), [4, 5, 5], ["1 BatchNorm2d+Conv2d"]),
        ["before a fully connected layer"] = (() => nn.Sequential(nn.ReLU(), nn.BatchNorm1d(4), nn.Linear(4, 3, hasBias: false)), [4], ["0 ReLU", "2 BatchNorm1d+Linear"]),
        ["before a convolution with padding"] = (() => nn.Sequential(nn.BatchNorm2d(4), nn.Conv2d(4, 2, 3, padding: 1)), [4, 5, 5], ["0 BatchNorm2d", "1 Conv2d"]),
        ["before a transposed convolution"] = (() => nn.Sequential(nn.BatchNorm2d(2), nn.ConvTranspose2d(2, 2, 3)), [2, 3, 3], ["0 BatchNorm2d", "1 ConvTranspose2d"]),
        ["behind an activation"] = (() => nn.Sequential(nn.Conv2d(1, 2, 3), nn.ReLU(), nn.BatchNorm2d(2), nn.ReLU()), [1, 4, 4], ["0 Conv2d", "1 ReLU", "2 BatchNorm2d", "3 ReLU"]),
        ["twice"] = (() => nn.Sequential(nn.Linear(3, 3), nn.BatchNorm1d(3), nn.BatchNorm1d(3)), [3], ["0 Linear+BatchNorm1d+BatchNorm1d"]),
        ["on both sides"] = (() => nn.Sequential(nn.BatchNorm1d(3), nn.Linear(3, 3), nn.BatchNorm1d(3)), [3], ["1 BatchNorm1d+Linear+BatchNorm1d"]),
        ["without its own weights"] = (() => nn.Sequential(nn.Linear(3, 3), nn.BatchNorm1d(3, affine: false)), [3], ["0 Linear+BatchNorm1d"]),
    };

    public static TheoryData<string> Places => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Places))]
    public void Scores_and_gradients_are_those_of_the_module(string place) => Gen.Int[0, 1 << 20].Sample(seed =>
    {
        using var scope = NewDisposeScope();
        var (make, shape, layers) = Cases[place];
        var layer = LayerCases.Case(seed, make(), shape);
        var network = layer.Network;
        Assert.Equal(layers, network.Nodes.Select(node => $"{node.Name} {node.Layer.Kind}"));
        var images = layer.Images(3);
        var (scores, gradient) = network.ScoresAndGradient(images, Arrays.Everything);
        var (expectedScores, expectedGradient) = new AutogradModel(layer.Module).ScoresAndGradient(images, Arrays.Everything);
        Arrays.Close(scores, expectedScores, 1e-11, place);
        Arrays.Close(gradient, expectedGradient, 1e-11, place);
        var (narrow, bounds) = (Errors.PerImage(network.Scores(images.To<float>()), scores), RoundingBound.OfScores(network, images));
        Assert.All(narrow.Zip(bounds), image => Assert.InRange(image.First, 0, image.Second));
    }, iter: 10);

    [Fact]
    public void A_convolution_that_feeds_two_layers_keeps_its_scores()
    {
        var (conv, norm) = (nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2));
        var b = new NetworkBuilder();
        var x = b.Add("conv", conv, b.Input);
        var network = b.Build(b.Sum("sum", x, b.Add("norm", norm, x)));
        Assert.Equal(["Conv2d", "BatchNorm2d", "Sum"], network.Nodes.Select(node => node.Layer.Kind));
    }

    [Fact]
    public void A_fully_connected_layer_beside_a_batch_norm_refuses_maps()
    {
        // The batch norm's channels would be the second axis, the fully connected layer's features are the last.
        var network = TorchNetwork.From(nn.Sequential(nn.Linear(3, 3), nn.BatchNorm1d(3)));
        Assert.Contains("[N, features]", Assert.Throws<ArgumentException>(() => network.Scores(Tensors.Zeros<double>(2, [3, 3]))).Message);
    }

    [Fact]
    public void A_batch_norm_of_its_own_is_a_linear_layer_for_the_rules()
    {
        var network = LayerCases.Case(1, nn.Sequential(nn.ReLU(), nn.BatchNorm1d(3), nn.ReLU()), 3).Network;
        Assert.Equal(new LrpEpsilon(0.1), Composite.Uniform("everywhere", new LrpEpsilon(0.1)).Plan(network)[1].Rule);
    }
}

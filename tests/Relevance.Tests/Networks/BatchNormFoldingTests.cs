using CsCheck;
using Relevance.Gradients;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Propagation;
using Relevance.Propagation.Rules;
using Relevance.Tests.Support;
using static TorchSharp.torch;

namespace Relevance.Tests.Networks;

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
        var network = Network.From(layer.Module);
        Assert.Equal(layers, network.Nodes.Select(node => $"{node.Name} {node.Layer.Kind}"));
        var images = layer.Images(3);
        var (scores, gradient) = network.ScoresAndGradient(images, scores => ones_like(scores));
        var (expectedScores, expectedGradient) = new AutogradModel(layer.Module).ScoresAndGradient(images, scores => ones_like(scores));
        Assert.True(allclose(scores, expectedScores, 1e-11, 1e-11));
        Assert.True(allclose(gradient, expectedGradient, 1e-11, 1e-11));
        // A few dozen products of numbers around 1, rounded to 2⁻²⁴, here and below.
        var narrow = network.To(ScalarType.Float32).Scores(images.to(ScalarType.Float32));
        Assert.True(allclose(narrow.to(ScalarType.Float64), scores, 1e-5, 1e-5));
    }, iter: 10);

    [Fact]
    public void In_float32_everything_stays_float32()
    {
        var module = nn.Sequential(nn.BatchNorm2d(1), nn.Conv2d(1, 2, 3, padding: 1), nn.BatchNorm2d(2), nn.ReLU(), nn.BatchNorm2d(2));
        module.eval();
        using var nothing = no_grad();
        var images = rand([4, 1, 5, 5], ScalarType.Float32);
        var scores = Network.From(module).Scores(images);
        Assert.Equal(ScalarType.Float32, scores.dtype);
        Assert.InRange(Errors.Relative(scores, module.call(images)), 0, 1e-5);
    }

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
        var network = Network.From(nn.Sequential(nn.Linear(3, 3), nn.BatchNorm1d(3)));
        Assert.Contains("[N, features]", Assert.Throws<ArgumentException>(() => network.Scores(ones([2, 3, 3]))).Message);
    }

    [Fact]
    public void A_batch_norm_of_its_own_is_a_linear_layer_for_the_rules()
    {
        var network = Network.From(LayerCases.Case(1, nn.Sequential(nn.ReLU(), nn.BatchNorm1d(3), nn.ReLU()), 3).Module);
        var plan = Composite.Uniform("everywhere", new LrpEpsilon(0.1)).Plan(network);
        Assert.IsType<LinearLayer>(plan[1].Node.Layer);
        Assert.Equal(new LrpEpsilon(0.1), plan[1].Rule);
    }
}

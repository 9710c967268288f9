using CsCheck;
using Relevance.Gradients;
using Relevance.Networks;
using Relevance.Propagation;
using Relevance.Propagation.Rules;
using Relevance.Tests.Support;
using static TorchSharp.torch;

namespace Relevance.Tests.Networks;

/// <summary>Every kind of layer with random geometry against the TorchSharp module that it was read from.</summary>
public class LayerTests
{
    private const int Iterations = 40;

    public static TheoryData<string> Kinds => [.. LayerCases.All.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Values_are_those_of_the_module(string kind) => LayerCases.All[kind].Sample(layer =>
    {
        using var scope = NewDisposeScope();
        using var nothing = no_grad();
        var (images, expected) = (layer.Images(), layer.Module.call(layer.Images()));
        var actual = Network.From(layer.Module).Scores(images);
        Assert.Equal(expected.shape, actual.shape);
        Assert.True(allclose(actual, expected, 1e-12, 1e-12), $"{layer.Module} is off by {(actual - expected).abs().max().item<double>()}");
    }, iter: Iterations);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_gradient_is_that_of_automatic_differentiation(string kind) => LayerCases.All[kind].Sample(layer =>
    {
        using var scope = NewDisposeScope();
        var images = layer.Images();
        var network = Network.From(layer.Module);
        var direction = Direction(network, images, layer.Seed);
        var (_, actual) = network.ScoresAndGradient(images, _ => direction);
        var (_, expected) = new AutogradModel(layer.Module).ScoresAndGradient(images, _ => direction);
        Assert.True(allclose(actual, expected, 1e-10, 1e-10), $"{layer.Module} is off by {(actual - expected).abs().max().item<double>()}");
    }, iter: Iterations);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Float32_agrees_with_float64_in_a_batch_of_four(string kind) => LayerCases.All[kind].Sample(layer =>
    {
        using var scope = NewDisposeScope();
        var network = Network.From(layer.Module);
        var images = layer.Images(4);
        var direction = Direction(network, images, layer.Seed);
        var (scores, gradient) = network.ScoresAndGradient(images, _ => direction);
        var (narrowScores, narrowGradient) = network.To(ScalarType.Float32).ScoresAndGradient(images.to(ScalarType.Float32), _ => direction.to(ScalarType.Float32));
        Assert.Equal(ScalarType.Float32, narrowScores.dtype);
        Assert.Equal(ScalarType.Float32, narrowGradient.dtype);
        // A few dozen products of numbers around 1, rounded to 2⁻²⁴.
        Assert.True(allclose(narrowScores.to(ScalarType.Float64), scores, 1e-5, 1e-5), $"scores of {layer.Module}");
        Assert.True(allclose(narrowGradient.to(ScalarType.Float64), gradient, 1e-5, 1e-5), $"gradient of {layer.Module}");
    }, iter: 15);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_layer_hands_relevance_on_in_the_shape_of_its_input(string kind) => LayerCases.All[kind].Sample(layer =>
    {
        using var scope = NewDisposeScope();
        var lrp = new LayerwiseRelevancePropagation(Network.From(nn.Sequential(layer.Module, nn.Flatten())), Composite.Uniform("everywhere", new LrpEpsilon(1e-3)));
        using var explanation = lrp.Explain(layer.Images(), new Everything());
        Assert.Equal(layer.Images().shape, explanation.Relevance.shape);
        Assert.True(explanation.Relevance.isfinite().all().item<bool>(), layer.Module.ToString());
    }, iter: 10);

    private static Tensor Direction(Network network, Tensor images, int seed)
    {
        using var random = new Generator((ulong)seed + 7);
        return randn(network.Scores(images).shape, ScalarType.Float64, generator: random);
    }

    private sealed record Everything : Target
    {
        public override Tensor Direction(Tensor scores, long first) => ones_like(scores);
    }
}

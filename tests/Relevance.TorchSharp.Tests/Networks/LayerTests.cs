using CsCheck;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;
using Relevance.Torch.Tests.Support;
using static TorchSharp.torch;

namespace Relevance.Torch.Tests.Networks;

/// <summary>Every kind of layer with random geometry, read as a network and run by the engine, against libtorch.</summary>
public class LayerTests
{
    private const int Iterations = 40;

    public static TheoryData<string> Kinds => [.. LayerCases.All.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Values_are_those_of_the_module(string kind) => LayerCases.All[kind].Sample(layer =>
    {
        using var scope = NewDisposeScope();
        var network = layer.Network;
        foreach (var count in new[] { 1, 2, layer.ManyImages })
        {
            var images = layer.Images(count);
            Arrays.Close(network.Scores(images), layer.Expected(images), 1e-12, $"{network.Nodes[0].Layer}, {count} images");
        }
    }, iter: Iterations);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_gradient_is_that_of_automatic_differentiation(string kind) => LayerCases.All[kind].Sample(layer =>
    {
        using var scope = NewDisposeScope();
        var network = layer.Network;
        foreach (var count in new[] { 1, layer.ManyImages })
        {
            var images = layer.Images(count);
            var (_, actual) = network.ScoresAndGradient(images, Arrays.Direction(layer.Seed));
            var (_, expected) = new AutogradModel(layer.Module).ScoresAndGradient(images, Arrays.Direction(layer.Seed));
            Arrays.Close(actual, expected, 1e-10, $"{network.Nodes[0].Layer}, {count} images");
        }
    }, iter: Iterations);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Float32_agrees_with_float64(string kind) => LayerCases.All[kind].Sample(layer =>
    {
        using var scope = NewDisposeScope();
        var network = layer.Network;
        var images = layer.Images(4).Map(value => (float)value);
        var (scores, gradient) = network.ScoresAndGradient(images, Arrays.Direction(layer.Seed));
        var (narrowScores, narrowGradient) = network.ScoresAndGradient(images.To<float>(), Arrays.Direction(layer.Seed));
        // A few dozen products of numbers around 1, rounded to 2⁻²⁴.
        Arrays.Close(narrowScores, scores, 1e-5, $"scores of {layer.Module}");
        Arrays.Close(narrowGradient, gradient, 1e-5, $"gradient of {layer.Module}");
    }, iter: 15);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_image_has_the_same_bits_alone_and_in_a_batch(string kind) => LayerCases.All[kind].Sample(layer =>
    {
        using var scope = NewDisposeScope();
        var network = layer.Network;
        var images = layer.Images(layer.ManyImages);
        var (scores, gradient) = network.ScoresAndGradient(images, Arrays.Everything);
        var place = layer.Seed % layer.ManyImages;
        var (alone, aloneGradient) = network.ScoresAndGradient(Tensors.Range(images, place, 1), Arrays.Everything);
        Assert.Equal(scores.Image(place).ToArray(), alone.Values.ToArray());
        Assert.Equal(gradient.Image(place).ToArray(), aloneGradient.Values.ToArray());
    }, iter: 15);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_layer_hands_relevance_on_in_the_shape_of_its_input(string kind) => LayerCases.All[kind].Sample(layer =>
    {
        using var scope = NewDisposeScope();
        var lrp = new LayerwiseRelevancePropagation(TorchNetwork.From(nn.Sequential(layer.Module, nn.Flatten())), Composite.Uniform("everywhere", new LrpEpsilon(1e-3)));
        var explanation = lrp.Explain(layer.Images(), new Everything());
        Assert.Equal(layer.Image, explanation.Relevance.ImageShape);
        Assert.True(Arrays.AllFinite(explanation.Relevance), layer.Module.ToString());
    }, iter: 10);

    /// <summary>Fractions, at which places fall on the border between two values, and what lies just beside them.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_nearest_values_are_those_of_libtorch_whatever_the_factor(int axes)
    {
        double[] fractions = [.. from denominator in Enumerable.Range(1, 7) from numerator in Enumerable.Range(denominator, 2 * denominator + 1) select (double)numerator / denominator];
        foreach (var factor in fractions.Distinct().SelectMany(fraction => new[] { 0, 2e-8, -2e-8, 5.5462564e-8, 0.03 }.Select(aside => fraction + aside)))
        {
            using var scope = NewDisposeScope();
            foreach (var length in new[] { 4, 5, 7 })
            {
                var module = nn.Upsample(null, [.. Enumerable.Repeat(1.0, axes - 1), factor]);
                module.eval();
                var images = Arrays.Normal(1, 5, new([2, .. Enumerable.Repeat(2, axes - 1), length]));
                Assert.Equal(new AutogradModel(module).Scores(images).Values.ToArray(), TorchNetwork.From(module).Scores(images).Values.ToArray());
            }
        }
    }

    private sealed record Everything : Target
    {
        public override void Choose(int image, ReadOnlySpan<double> scores, Span<double> direction) => direction.Fill(1);
    }
}

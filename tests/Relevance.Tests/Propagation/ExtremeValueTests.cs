using Relevance.Networks;
using Relevance.Networks.Maps;
using Relevance.Propagation;
using Relevance.Propagation.Rules;
using Relevance.Tests.Support;
using static TorchSharp.torch;

namespace Relevance.Tests.Propagation;

/// <summary>Zeros, huge and tiny values give numbers.</summary>
public class ExtremeValueTests
{
    private static Composite Everywhere(Rule rule) => Composite.Uniform("everywhere", rule);

    [Theory]
    [InlineData(1e60)]
    [InlineData(1e-60)]
    [InlineData(0)]
    public void Huge_and_tiny_and_vanishing_inputs_and_weights_give_numbers(double scale)
    {
        using var random = new Generator(3);
        var (weight, bias) = (randn([4, 5], ScalarType.Float64, generator: random), randn([4], ScalarType.Float64, generator: random));
        var (input, relevance) = (randn([3, 5], ScalarType.Float64, generator: random), randn([3, 4], ScalarType.Float64, generator: random));
        Rule[] rules =
        [
            new LrpZero(), new LrpEpsilon(), new LrpEpsilon(0), new LrpEpsilon(0.1, Relative: true), new LrpGamma(), new LrpGamma(0.25, 0), new AlphaBeta(), new AlphaBeta(2, 1, 0),
            new ZPlus(), new ZPlus(0), new ZBox(-3, 3), new ZBox(-3, 3, 0), new WSquare(), new WSquare(0), new Flat(), new Flat(0),
        ];
        foreach (var (map, a) in new[] { (new DenseMap(weight * scale, bias), input), (new DenseMap(weight * scale, null), input), (new DenseMap(weight, bias), input * scale), (new DenseMap(weight, null), input * scale) })
            Assert.All(rules, rule => Assert.True(rule.Propagate(map, a, map.Apply(a), relevance).isfinite().all().item<bool>(), $"{rule}"));
    }

    [Fact]
    public void Zero_images_give_zero_not_NaN()
    {
        var network = Network.From(RandomNetworks.Convolutional(0, Biases.None));
        foreach (Rule rule in new Rule[] { new LrpZero(), new LrpEpsilon(), new LrpGamma(0.25, 0), new ZPlus(0), new ZBox(0, 0, 0) })
        {
            using var explanation = new LayerwiseRelevancePropagation(network, Everywhere(rule)).Explain(zeros([2, 2, 8, 8], ScalarType.Float64));
            Assert.Equal(0, explanation.Relevance.abs().max().item<double>());
        }
    }
}

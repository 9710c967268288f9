using System.Numerics.Tensors;
using Relevance.Maps;
using Relevance.Networks.Layers;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;
using Relevance.Tests.Support;

namespace Relevance.Tests.Propagation;

/// <summary>Zeros, huge and tiny values give numbers.</summary>
public class ExtremeValueTests
{
    [Theory]
    [InlineData(1e60)]
    [InlineData(1e-60)]
    [InlineData(0)]
    public void Huge_and_tiny_and_vanishing_inputs_and_weights_give_numbers(double scale)
    {
        var draw = new RandomNetworks.Draw(3);
        var (weight, bias) = (draw.Weight(4, 5), draw.Weight(4));
        var (input, relevance) = (RandomNetworks.Normal(3, 3, [5]), RandomNetworks.Normal(4, 3, [4]));
        Rule[] rules =
        [
            new LrpZero(), new LrpEpsilon(), new LrpEpsilon(0), new LrpEpsilon(0.1, Relative: true), new LrpGamma(), new LrpGamma(0.25, 0), new AlphaBeta(), new AlphaBeta(2, 1, 0),
            new ZPlus(), new ZPlus(0), new ZBox(-3, 3), new ZBox(-3, 3, 0), new WSquare(), new WSquare(0), new Flat(), new Flat(0),
        ];
        var scaled = new DenseMap(weight.Select((_, w) => w * scale));
        (LinearLayer Layer, Tensor<double> Input)[] cases =
        [
            (new("Linear", scaled, bias), input), (new("Linear", scaled), input),
            (new("Linear", new DenseMap(weight), bias), input.Map(value => value * scale)), (new("Linear", new DenseMap(weight)), input.Map(value => value * scale)),
        ];
        foreach (var (layer, a) in cases)
            Assert.All(rules, rule => Assert.All(rule.Propagate(layer, a, relevance).Values.ToArray(), value => Assert.True(double.IsFinite(value), $"{rule}")));
    }

    [Fact]
    public void Zero_images_give_zero_not_NaN()
    {
        var network = RandomNetworks.Convolutional(0, Biases.None);
        foreach (Rule rule in new Rule[] { new LrpZero(), new LrpEpsilon(), new LrpGamma(0.25, 0), new ZPlus(0), new ZBox(0, 0, 0) })
        {
            var explanation = new LayerwiseRelevancePropagation(network, Composite.Uniform("everywhere", rule)).Explain(Tensors.Zeros<double>(2, [2, 8, 8]));
            Assert.Equal(0, explanation.Relevance.Largest());
        }
    }
}

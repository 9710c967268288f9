using System.Numerics.Tensors;
using Relevance.Gradients;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;
using Relevance.Tests.Support;

namespace Relevance.Tests.Propagation;

/// <summary>What layer-wise relevance propagation must satisfy, in float64.</summary>
public class LrpIdentityTests
{
    private const double Tolerance = 1e-10;

    private static Composite Everywhere(Rule rule) => Composite.Uniform("everywhere", rule);

    private static Explanation<double> Explain(Network network, Rule rule, Tensor<double> images, Target? target = null) =>
        new LayerwiseRelevancePropagation(network, Everywhere(rule)).Explain(images, target);

    [Theory]
    [Seeds]
    public void LRP_0_with_biases_in_the_denominators_is_gradient_times_input(int seed)
    {
        var network = RandomNetworks.Convolutional(seed, Biases.Any);
        var images = RandomNetworks.Images(seed);
        Assert.InRange(Errors.Relative(Explain(network, new LrpZero(), images).Relevance, new GradientTimesInput(network).Explain(images).Relevance), 0, Tolerance);
    }

    [Theory]
    [Seeds]
    public void Gamma_0_and_epsilon_0_are_LRP_0(int seed)
    {
        var network = RandomNetworks.Convolutional(seed, Biases.Any);
        var images = RandomNetworks.Images(seed);
        var zero = Explain(network, new LrpZero(), images).Relevance;
        Assert.InRange(Errors.Relative(Explain(network, new LrpGamma(0, 0), images).Relevance, zero), 0, Tolerance);
        Assert.InRange(Errors.Relative(Explain(network, new LrpEpsilon(0), images).Relevance, zero), 0, Tolerance);
    }

    [Theory]
    [Seeds]
    public void A_growing_epsilon_tends_to_0(int seed)
    {
        var network = RandomNetworks.Convolutional(seed, Biases.Any);
        var images = RandomNetworks.Images(seed);
        Assert.True(Explain(network, new LrpEpsilon(1e12), images).Relevance.Largest() < 1e-9 * Explain(network, new LrpZero(), images).Relevance.Largest());
    }

    [Theory]
    [Seeds]
    public void Epsilon_keeps_z_over_z_plus_epsilon_of_each_unit(int seed)
    {
        var map = new DenseMap(new RandomNetworks.Draw(seed).Weight(4, 9));
        var input = RandomNetworks.Normal(seed, 1, [9]);
        var output = new LinearLayer("Linear", map).Apply(input);
        var relevance = RandomNetworks.Normal(seed + 1, 1, [4]);
        var kept = relevance.Map(output, (r, z) => r * z / (z + 0.3 * Math.Sign(z))).Total();
        Assert.Equal(kept, new LrpEpsilon(0.3).Propagate(map, input, relevance).Total(), Tolerance);
    }

    [Theory]
    [InlineData(3, 1, "z-plus", 2.5, 0.5)]
    [InlineData(3, 1, "gamma", 63.0 / 22, 3.0 / 22)]
    [InlineData(3, 1, "zero", 3, 0)]
    [InlineData(2, 2, "z-plus", 1, 1)]
    public void The_maximum_of_two_numbers_is_explained_as_computed_by_hand(double x1, double x2, string name, double r1, double r2)
    {
        // max(x₁, x₂) = ½ (relu(x₁ − x₂) + relu(x₂ − x₁) + relu(x₁ + x₂)) for x₁ + x₂ ≥ 0.
        var builder = new NetworkBuilder();
        var hidden = builder.Add("relu", new LeakyReluLayer(), builder.Dense("hidden", Weights.Of([1.0, -1, -1, 1, 1, 1], [3, 2]), null, builder.Input));
        var network = builder.Build(builder.Dense("scores", Weights.Of([0.5, 0.5, 0.5], [1, 3]), null, hidden));
        Rule rule = name switch { "z-plus" => new ZPlus(0), "gamma" => new LrpGamma(0.25, 0), _ => new LrpZero() };
        var explanation = Explain(network, rule, Numbers.One(x1, x2));
        Assert.Equal(Math.Max(x1, x2), explanation.ExplainedScores[0], Tolerance);
        Assert.Equal([r1, r2], explanation.Relevance.Values.ToArray(), (a, b) => Math.Abs(a - b) < Tolerance);
    }

    [Theory]
    [Seeds]
    public void Rescaling_a_hidden_neuron_changes_nothing(int seed)
    {
        var draw = new RandomNetworks.Draw(seed);
        var (weight1, bias1, weight2, bias2) = (draw.Weight(5, 6), draw.Weight(5), draw.Weight(3, 5), draw.Weight(3));
        var (plain, scaled) = (Make(1), Make(7));
        var input = RandomNetworks.Normal(seed, 2, [6]);
        foreach (Rule rule in new Rule[] { new LrpZero(), new LrpGamma(0.25, 0), new AlphaBeta(2, 1, 0), new ZPlus(0) })
            Assert.InRange(Errors.Relative(Explain(scaled, rule, input).Relevance, Explain(plain, rule, input).Relevance), 0, Tolerance);

        Network Make(double factor)
        {
            var builder = new NetworkBuilder();
            var hidden = builder.Dense(
                "hidden", weight1.Select((place, w) => place / 6 == 2 ? w * factor : w), bias1.Select((place, b) => place == 2 ? b * factor : b), builder.Input);
            return builder.Build(builder.Dense(
                "scores", weight2.Select((place, w) => place % 5 == 2 ? w / factor : w), bias2, builder.Add("relu", new LeakyReluLayer(0.01), hidden)));
        }
    }

    [Theory]
    [Seeds]
    public void Relevance_scales_with_the_input_where_there_are_no_biases(int seed)
    {
        var network = RandomNetworks.Convolutional(seed, Biases.None);
        var images = RandomNetworks.Images(seed);
        foreach (Rule rule in new Rule[] { new LrpZero(), new LrpGamma(0.25, 0), new AlphaBeta(2, 1, 0), new ZPlus(0) })
        {
            var plain = Explain(network, rule, images, Target.Class(1));
            var scaled = Explain(network, rule, images.Map(value => value * 2.5), Target.Class(1));
            Assert.InRange(Errors.Relative(scaled.Relevance, plain.Relevance.Map(value => value * 2.5)), 0, Tolerance);
        }
    }

    [Theory]
    [Seeds]
    public void Alpha_2_beta_1_conserves_the_relevance_of_units_with_contributions_of_both_signs_and_doubles_that_of_units_without_inhibition(int seed)
    {
        var weight = new RandomNetworks.Draw(seed).Weight(2, 6).Select((place, w) => place == 2 ? -0.7 : Math.Abs(w) + 0.1);
        var map = new DenseMap(weight);
        var input = RandomNetworks.Normal(seed, 1, [6]).Map(value => Math.Abs(value) + 0.1);
        foreach (var (relevance, factor) in new[] { (Numbers.One(1.7, 0), 1.0), (Numbers.One(0, 1.7), 2.0) })
            Assert.Equal(factor * 1.7, new AlphaBeta(2, 1, 0).Propagate(map, input, relevance).Total(), Tolerance);
    }

    [Fact]
    public void Sum_pooling_is_average_pooling_followed_by_greater_weights()
    {
        // Sum pooling as a convolution with ones; the weights behind the average pooling are four times as large.
        var draw = new RandomNetworks.Draw(1, Biases.NonPositive);
        var (weight, bias) = (draw.Weight(3, 8), draw.Bias(3));
        var average = Make(new SeparableMap("2×2", [new WindowAxis(2, 2), new WindowAxis(2, 2)]), weight);
        var sum = Make(new ConvolutionMap(Weights.Of([1.0, 1, 1, 1, 1, 1, 1, 1], [2, 1, 2, 2]), ConvolutionGeometry.Of(2, 2, groups: 2)), weight.Select((_, w) => w / 4));
        var input = RandomNetworks.Normal(1, 2, [2, 4, 4]).Map(Math.Abs);
        foreach (Rule rule in new Rule[] { new LrpZero(), new LrpGamma(0.25, 0), new AlphaBeta(2, 1, 0), new ZPlus(0) })
            Assert.InRange(Errors.Relative(Explain(sum, rule, input).Relevance, Explain(average, rule, input).Relevance), 0, Tolerance);

        Network Make(LinearMap pooling, Weights behind)
        {
            var builder = new NetworkBuilder();
            var pooled = builder.Add("pooling", new LinearLayer("Pooling", pooling), builder.Input);
            return builder.Build(builder.Dense("scores", behind, bias, builder.Add("flatten", new FlattenLayer(), pooled)));
        }
    }
}

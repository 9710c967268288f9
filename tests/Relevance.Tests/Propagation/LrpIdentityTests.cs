using Relevance.Gradients;
using Relevance.Networks;
using Relevance.Networks.Maps;
using Relevance.Propagation;
using Relevance.Propagation.Rules;
using Relevance.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Relevance.Tests.Propagation;

/// <summary>What layer-wise relevance propagation must satisfy, in float64.</summary>
public class LrpIdentityTests
{
    private const double Tolerance = 1e-10;

    private static Composite Everywhere(Rule rule) => Composite.Uniform("everywhere", rule);

    [Theory]
    [Seeds]
    public void LRP_0_with_biases_in_the_denominators_is_gradient_times_input(int seed)
    {
        var network = Network.From(RandomNetworks.Convolutional(seed, Biases.Any));
        var images = RandomNetworks.Images(seed);
        using var lrp = new LayerwiseRelevancePropagation(network, Everywhere(new LrpZero())).Explain(images);
        using var taylor = new SimpleTaylor(network).Explain(images);
        Assert.InRange(Errors.Relative(lrp.Relevance, taylor.Relevance), 0, Tolerance);
    }

    [Theory]
    [Seeds]
    public void Gamma_0_and_epsilon_0_are_LRP_0(int seed)
    {
        var network = Network.From(RandomNetworks.Convolutional(seed, Biases.Any));
        var images = RandomNetworks.Images(seed);
        using var zero = new LayerwiseRelevancePropagation(network, Everywhere(new LrpZero())).Explain(images);
        using var gamma = new LayerwiseRelevancePropagation(network, Everywhere(new LrpGamma(0, 0))).Explain(images);
        using var epsilon = new LayerwiseRelevancePropagation(network, Everywhere(new LrpEpsilon(0))).Explain(images);
        Assert.InRange(Errors.Relative(gamma.Relevance, zero.Relevance), 0, Tolerance);
        Assert.InRange(Errors.Relative(epsilon.Relevance, zero.Relevance), 0, Tolerance);
    }

    [Theory]
    [Seeds]
    public void A_growing_epsilon_tends_to_0(int seed)
    {
        var network = Network.From(RandomNetworks.Convolutional(seed, Biases.Any));
        var images = RandomNetworks.Images(seed);
        using var zero = new LayerwiseRelevancePropagation(network, Everywhere(new LrpZero())).Explain(images);
        using var huge = new LayerwiseRelevancePropagation(network, Everywhere(new LrpEpsilon(1e12))).Explain(images);
        Assert.True(huge.Relevance.abs().max().item<double>() < 1e-9 * zero.Relevance.abs().max().item<double>());
    }

    [Theory]
    [Seeds]
    public void Epsilon_keeps_z_over_z_plus_epsilon_of_each_unit(int seed)
    {
        var module = RandomNetworks.Fill(seed, Biases.None, nn.Sequential(nn.Linear(9, 4, hasBias: false)));
        var map = new DenseMap(module.get_parameter("0.weight")!, null);
        using var random = new Generator((ulong)seed);
        var input = randn([1, 9], ScalarType.Float64, generator: random);
        var output = map.Apply(input);
        var relevance = randn([1, 4], ScalarType.Float64, generator: random);
        var kept = new LrpEpsilon(0.3).Propagate(map, input, output, relevance).sum().item<double>();
        Assert.Equal((relevance * output / (output + 0.3 * output.sign())).sum().item<double>(), kept, Tolerance);
    }

    [Theory]
    [InlineData(3, 1, "z-plus", 2.5, 0.5)]
    [InlineData(3, 1, "gamma", 63.0 / 22, 3.0 / 22)]
    [InlineData(3, 1, "zero", 3, 0)]
    [InlineData(2, 2, "z-plus", 1, 1)]
    public void The_maximum_of_two_numbers_is_explained_as_computed_by_hand(double x1, double x2, string name, double r1, double r2)
    {
        // max(x₁, x₂) = ½ (relu(x₁ − x₂) + relu(x₂ − x₁) + relu(x₁ + x₂)) for x₁ + x₂ ≥ 0.
        var module = nn.Sequential(nn.Linear(2, 3, hasBias: false), nn.ReLU(), nn.Linear(3, 1, hasBias: false)).to(ScalarType.Float64);
        using (no_grad())
        {
            module.get_parameter("0.weight")!.copy_(tensor(new double[,] { { 1, -1 }, { -1, 1 }, { 1, 1 } }));
            module.get_parameter("2.weight")!.fill_(0.5);
        }
        Rule rule = name switch { "z-plus" => new ZPlus(0), "gamma" => new LrpGamma(0.25, 0), _ => new LrpZero() };
        using var explanation = new LayerwiseRelevancePropagation(Network.From(module), Everywhere(rule)).Explain(tensor(new[,] { { x1, x2 } }));
        Assert.Equal(Math.Max(x1, x2), explanation.ExplainedScores[0], Tolerance);
        Assert.Equal([r1, r2], explanation.Relevance.flatten().data<double>(), (a, b) => Math.Abs(a - b) < Tolerance);
    }

    [Theory]
    [Seeds]
    public void Rescaling_a_hidden_neuron_changes_nothing(int seed)
    {
        var plain = RandomNetworks.Fill(seed, Biases.Any, nn.Sequential(nn.Linear(6, 5), nn.LeakyReLU(0.01), nn.Linear(5, 3)));
        var scaled = RandomNetworks.Fill(seed, Biases.Any, nn.Sequential(nn.Linear(6, 5), nn.LeakyReLU(0.01), nn.Linear(5, 3)));
        using (no_grad())
        {
            scaled.get_parameter("0.weight")![2].mul_(7);
            scaled.get_parameter("0.bias")![2].mul_(7);
            scaled.get_parameter("2.weight")!.select(1, 2).div_(7);
        }
        using var random = new Generator((ulong)seed);
        var input = randn([2, 6], ScalarType.Float64, generator: random);
        foreach (Rule rule in new Rule[] { new LrpZero(), new LrpGamma(0.25, 0), new AlphaBeta(2, 1, 0), new ZPlus(0) })
        {
            using var before = new LayerwiseRelevancePropagation(Network.From(plain), Everywhere(rule)).Explain(input);
            using var after = new LayerwiseRelevancePropagation(Network.From(scaled), Everywhere(rule)).Explain(input);
            Assert.InRange(Errors.Relative(after.Relevance, before.Relevance), 0, Tolerance);
        }
    }

    [Theory]
    [Seeds]
    public void Relevance_scales_with_the_input_where_there_are_no_biases(int seed)
    {
        var network = Network.From(RandomNetworks.Convolutional(seed, Biases.None));
        var images = RandomNetworks.Images(seed);
        foreach (Rule rule in new Rule[] { new LrpZero(), new LrpGamma(0.25, 0), new AlphaBeta(2, 1, 0), new ZPlus(0) })
        {
            var lrp = new LayerwiseRelevancePropagation(network, Everywhere(rule));
            using var plain = lrp.Explain(images, Target.Class(1));
            using var scaled = lrp.Explain(images * 2.5, Target.Class(1));
            Assert.InRange(Errors.Relative(scaled.Relevance, plain.Relevance * 2.5), 0, Tolerance);
        }
    }

    [Theory]
    [Seeds]
    public void Alpha_2_beta_1_conserves_the_relevance_of_units_with_contributions_of_both_signs_and_doubles_that_of_units_without_inhibition(int seed)
    {
        using var random = new Generator((ulong)seed);
        var weight = rand([2, 6], ScalarType.Float64, generator: random) + 0.1;
        weight[0, 2] = -0.7;
        var map = new DenseMap(weight, null);
        var input = rand([1, 6], ScalarType.Float64, generator: random) + 0.1;
        foreach (var (unit, factor) in new[] { (0, 1.0), (1, 2.0) })
        {
            var relevance = zeros([1, 2], ScalarType.Float64);
            relevance[0, unit] = 1.7;
            Assert.Equal(factor * 1.7, new AlphaBeta(2, 1, 0).Propagate(map, input, map.Apply(input), relevance).sum().item<double>(), Tolerance);
        }
    }

    [Fact]
    public void Sum_pooling_is_average_pooling_followed_by_greater_weights()
    {
        // Sum pooling as a convolution with ones; the weights behind the average pooling are four times as large.
        var average = RandomNetworks.Fill(1, Biases.NonPositive, nn.Sequential(nn.AvgPool2d(2), nn.Flatten(), nn.Linear(8, 3)));
        var sum = RandomNetworks.Fill(1, Biases.NonPositive, nn.Sequential(nn.Conv2d(2, 2, 2, stride: 2, groups: 2, bias: false), nn.Flatten(), nn.Linear(8, 3)));
        using (no_grad())
        {
            sum.get_parameter("0.weight")!.fill_(1);
            sum.get_parameter("2.weight")!.copy_(average.get_parameter("2.weight")! / 4);
            sum.get_parameter("2.bias")!.copy_(average.get_parameter("2.bias")!);
        }
        using var random = new Generator(1);
        var input = rand([2, 2, 4, 4], ScalarType.Float64, generator: random);
        foreach (Rule rule in new Rule[] { new LrpZero(), new LrpGamma(0.25, 0), new AlphaBeta(2, 1, 0), new ZPlus(0) })
        {
            using var ofAverage = new LayerwiseRelevancePropagation(Network.From(average), Everywhere(rule)).Explain(input);
            using var ofSum = new LayerwiseRelevancePropagation(Network.From(sum), Everywhere(rule)).Explain(input);
            Assert.InRange(Errors.Relative(ofSum.Relevance, ofAverage.Relevance), 0, Tolerance);
        }
    }
}

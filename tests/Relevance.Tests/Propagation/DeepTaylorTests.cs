using Relevance.Networks.Maps;
using Relevance.Propagation;
using Relevance.Propagation.Rules;
using Relevance.Tests.Support;
using static TorchSharp.torch;

namespace Relevance.Tests.Propagation;

/// <summary>What the rules of deep Taylor decomposition, z⁺, w² and zB, must satisfy, in float64.</summary>
public class DeepTaylorTests
{
    private const double Tolerance = 1e-10;

    private static Composite Everywhere(Rule rule) => Composite.Uniform("everywhere", rule);

    [Theory]
    [Seeds]
    public void Z_plus_conserves_and_stays_positive_for_a_positive_score_and_biases_that_do_not_excite(int seed)
    {
        var (map, input, output, relevance) = PositiveLayer(seed);
        var result = new ZPlus(0).Propagate(map, input, output, relevance);
        Assert.True(result.min().item<double>() >= 0);
        Assert.Equal(relevance.sum().item<double>(), result.sum().item<double>(), Tolerance);
    }

    [Theory]
    [Seeds]
    public void Z_box_conserves_for_any_bias_and_keeps_the_sign(int seed)
    {
        var module = RandomNetworks.Fill(seed, Biases.Any, nn.Sequential(nn.Linear(9, 4)));
        var map = new DenseMap(module.get_parameter("0.weight")!, module.get_parameter("0.bias")!);
        using var random = new Generator((ulong)seed);
        var input = rand([2, 9], ScalarType.Float64, generator: random) * 3 - 1;
        var relevance = rand([2, 4], ScalarType.Float64, generator: random);
        var result = new ZBox(-1, 2, 0).Propagate(map, input, map.Apply(input), relevance);
        Assert.True(result.min().item<double>() >= 0);
        Assert.InRange(Errors.Relative(result.sum(1, keepdim: true), relevance.sum(1, keepdim: true)), 0, Tolerance);
    }

    [Theory]
    [Seeds]
    public void Z_box_of_an_empty_box_is_LRP_0_without_bias_and_of_0_to_x_is_z_plus(int seed)
    {
        var module = RandomNetworks.Fill(seed, Biases.None, nn.Sequential(nn.Linear(1, 4, hasBias: false)));
        var map = new DenseMap(module.get_parameter("0.weight")!, null);
        var input = full([1, 1], 1.7, ScalarType.Float64);
        var (output, relevance) = (map.Apply(input), ones([1, 4], ScalarType.Float64));
        var empty = new ZBox(0, 0, 0).Propagate(map, input, output, relevance);
        var upToInput = new ZBox(0, 1.7, 0).Propagate(map, input, output, relevance);
        Assert.InRange(Errors.Relative(empty, new LrpZero().Propagate(map, input, output, relevance)), 0, Tolerance);
        Assert.InRange(Errors.Relative(upToInput, new ZPlus(0).Propagate(map, input, output, relevance)), 0, Tolerance);
    }

    /// <summary>Each root lies on the way from x against the rule's own direction v: x̃ = x − t v with t so that w·x̃ + b = 0.</summary>
    [Theory]
    [Seeds]
    public void The_deep_Taylor_rules_are_first_order_terms_at_a_root_in_the_domain(int seed)
    {
        const double low = -0.4, high = 2.8;
        var random = new Random(seed);
        double[] w = [.. Enumerable.Range(0, 8).Select(_ => random.NextDouble() * 2 - 1)], x = [.. w.Select(_ => random.NextDouble() * high)];
        // An active unit, whose bias does not excite: only such have relevance.
        var sum = w.Zip(x, (a, b) => a * b).Sum();
        if (sum <= 0)
            (w, sum) = ([.. w.Select(value => -value)], -sum);
        var bias = -random.NextDouble() * sum;
        var map = new DenseMap(tensor(w).unsqueeze(0), tensor(new[] { bias }));
        var input = tensor(x).unsqueeze(0);
        var z = sum + bias;
        (Rule Rule, double[] Way, double Least, double Most)[] cases =
        [
            (new ZPlus(0), [.. x.Zip(w, (value, weight) => weight > 0 ? value : 0)], 0, double.PositiveInfinity),
            (new WSquare(0), w, double.NegativeInfinity, double.PositiveInfinity),
            (new ZBox(low, high, 0), [.. x.Zip(w, (value, weight) => value - (weight > 0 ? low : high))], low, high),
        ];
        foreach (var (rule, way, least, most) in cases)
        {
            var t = z / w.Zip(way, (weight, v) => weight * v).Sum();
            double[] root = [.. x.Zip(way, (value, v) => value - t * v)];
            Assert.Equal(0, w.Zip(root, (weight, value) => weight * value).Sum() + bias, Tolerance);
            Assert.All(root, value => Assert.InRange(value, least - Tolerance, most + Tolerance));
            var found = rule.Propagate(map, input, map.Apply(input), tensor(new[,] { { z } })).data<double>().ToArray();
            Assert.All(found.Select((value, i) => value - w[i] * (x[i] - root[i])), difference => Assert.Equal(0, difference, Tolerance));
        }
    }

    [Theory]
    [Seeds]
    public void A_growing_gamma_tends_to_z_plus_as_its_inverse(int seed)
    {
        // One rectified layer with b ≤ 0 and relevance only where z > 0.
        var (map, input, output, relevance) = PositiveLayer(seed);
        var limit = new ZPlus(0).Propagate(map, input, output, relevance);
        var coarse = Errors.Relative(new LrpGamma(1e3, 0).Propagate(map, input, output, relevance), limit);
        var fine = Errors.Relative(new LrpGamma(1e6, 0).Propagate(map, input, output, relevance), limit);
        Assert.InRange(fine, 0, 1e-3);
        Assert.InRange(fine / coarse, 0.9e-3, 1.1e-3);
    }

    private static (LinearMap Map, Tensor Input, Tensor Output, Tensor Relevance) PositiveLayer(int seed)
    {
        var module = RandomNetworks.Fill(seed, Biases.NonPositive, nn.Sequential(nn.Linear(9, 12)));
        var map = new DenseMap(module.get_parameter("0.weight")!, module.get_parameter("0.bias")!);
        using var random = new Generator((ulong)seed);
        var input = rand([1, 9], ScalarType.Float64, generator: random);
        var output = map.Apply(input);
        return (map, input, output, rand([1, 12], ScalarType.Float64, generator: random) * (output > 0));
    }
}

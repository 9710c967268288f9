using System.Numerics.Tensors;
using Relevance.Maps;
using Relevance.Networks.Layers;
using Relevance.Propagation.Rules;
using Relevance.Tests.Support;

namespace Relevance.Tests.Propagation;

/// <summary>What the rules of deep Taylor decomposition, z⁺, w² and zB, must satisfy, in float64.</summary>
public class DeepTaylorTests
{
    private const double Tolerance = 1e-10;

    [Theory]
    [Seeds]
    public void Z_plus_conserves_and_stays_positive_for_a_positive_score_and_biases_that_do_not_excite(int seed)
    {
        var (layer, input, relevance) = PositiveLayer(seed);
        var result = new ZPlus(0).Propagate(layer, input, relevance);
        Assert.All(result.Values.ToArray(), value => Assert.True(value >= 0));
        Assert.Equal(relevance.Total(), result.Total(), Tolerance);
    }

    [Theory]
    [Seeds]
    public void Z_box_conserves_for_any_bias_and_keeps_the_sign(int seed)
    {
        var draw = new RandomNetworks.Draw(seed);
        var layer = new LinearLayer("Linear", new DenseMap(draw.Weight(4, 9)), draw.Weight(4));
        var input = RandomNetworks.Normal(seed, 2, [9]).Map(value => Math.Clamp(value, -1, 2));
        var relevance = RandomNetworks.Normal(seed + 1, 2, [4]).Map(Math.Abs);
        var result = new ZBox(-1, 2, 0).Propagate(layer, input, relevance);
        Assert.All(result.Values.ToArray(), value => Assert.True(value >= 0));
        Assert.Equal(Sums.PerImage(relevance), Sums.PerImage(result), (a, b) => Math.Abs(a - b) < Tolerance);
    }

    [Theory]
    [Seeds]
    public void Z_box_of_an_empty_box_is_LRP_0_without_bias_and_of_0_to_x_is_z_plus(int seed)
    {
        var map = new DenseMap(new RandomNetworks.Draw(seed).Weight(4, 1));
        var (input, relevance) = (Numbers.One(1.7), Numbers.One(1, 1, 1, 1));
        Assert.InRange(Errors.Relative(new ZBox(0, 0, 0).Propagate(map, input, relevance), new LrpZero().Propagate(map, input, relevance)), 0, Tolerance);
        Assert.InRange(Errors.Relative(new ZBox(0, 1.7, 0).Propagate(map, input, relevance), new ZPlus(0).Propagate(map, input, relevance)), 0, Tolerance);
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
        var layer = new LinearLayer("Linear", new DenseMap(Weights.Of(w, [1, 8])), Weights.Of([bias], [1]));
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
            var found = rule.Propagate(layer, Numbers.One(x), Numbers.One(z)).Values.ToArray();
            Assert.All(found.Select((value, i) => value - w[i] * (x[i] - root[i])), difference => Assert.Equal(0, difference, Tolerance));
        }
    }

    [Theory]
    [Seeds]
    public void A_growing_gamma_tends_to_z_plus_as_its_inverse(int seed)
    {
        // One rectified layer with b ≤ 0 and relevance only where z > 0.
        var (layer, input, relevance) = PositiveLayer(seed);
        var limit = new ZPlus(0).Propagate(layer, input, relevance);
        var coarse = Errors.Relative(new LrpGamma(1e3, 0).Propagate(layer, input, relevance), limit);
        var fine = Errors.Relative(new LrpGamma(1e6, 0).Propagate(layer, input, relevance), limit);
        Assert.InRange(fine, 0, 1e-3);
        Assert.InRange(fine / coarse, 0.9e-3, 1.1e-3);
    }

    private static (LinearLayer Layer, Tensor<double> Input, Tensor<double> Relevance) PositiveLayer(int seed)
    {
        var draw = new RandomNetworks.Draw(seed, Biases.NonPositive);
        var layer = new LinearLayer("Linear", new DenseMap(draw.Weight(12, 9)), draw.Bias(12));
        var input = RandomNetworks.Normal(seed, 1, [9]).Map(Math.Abs);
        var relevance = RandomNetworks.Normal(seed + 1, 1, [12]).Map(layer.Apply(input), (r, z) => z > 0 ? Math.Abs(r) : 0);
        return (layer, input, relevance);
    }
}

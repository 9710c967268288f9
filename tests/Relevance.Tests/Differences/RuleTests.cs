using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;
using Relevance.Tests.Support;
using static Relevance.Tests.Differences.Examples;

namespace Relevance.Tests.Differences;

/// <summary>The numbers of docs/differences.md: rules, one layer at a time.</summary>
public class RuleTests
{
    [Fact]
    public void Signed_inputs_in_alpha_one_beta_zero()
    {
        double[] a = [2, -1];
        Documented("here, `alpha-beta(alpha=1, beta=0)`, weights (1, −1)", Ours(new AlphaBeta(1, 0, 0), a, [1, -1]));
        Documented("Captum, weights (1, −1)", Clamped(a, [1, -1], 0));
        Documented("here, `alpha-beta(alpha=1, beta=0)`, weights (1, 1)", Ours(new AlphaBeta(1, 0, 0), a, [1, 1]));
        Documented("Captum, weights (1, 1)", Clamped(a, [1, 1], 0));
    }

    [Fact]
    public void The_bias_in_alpha_one_beta_zero()
    {
        Documented("here, `alpha-beta(alpha=1, beta=0)`", Ours(new AlphaBeta(1, 0, 0), [2, 1], [1, 1], -1));
        Documented("here, `z-plus`", Ours(new ZPlus(0), [2, 1], [1, 1], -1));
        Documented("Captum", Clamped([2, 1], [1, 1], -1));
        Documented("Captum, `set_bias_to_zero=True`", Clamped([2, 1], [1, 1], 0));
    }

    [Fact]
    public void A_positive_bias_in_z_plus()
    {
        double[] a = [2, 1], w = [1, 1];
        Documented("here, `z-plus`: deep Taylor decomposition", Ours(new ZPlus(0), a, w, 1));
        Documented("here, `z-plus(bias=in-denominator)`", Ours(new ZPlus(0, BiasHandling.InDenominator), a, w, 1));
        Documented("here, `alpha-beta(alpha=1, beta=0)`, the bias positive", Ours(new AlphaBeta(1, 0, 0), a, w, 1));
        Documented("Zennit, `ZPlus`", [.. a.Zip(w, (x, y) => Math.Max(x * y, 0) / (2 + 1 + Math.Max(1, 0)))]);
    }

    [Fact]
    public void A_network_that_begins_with_a_fully_connected_layer()
    {
        double[] a = [1, 0], w = [1, -1];
        Documented("here, `epsilon-gamma-box`: zB", Ours(new ZBox(0, 1, 0), a, w));
        Documented("Zennit, `EpsilonGammaBox`: ε", Ours(new LrpZero(), a, w));
        var builder = new NetworkBuilder();
        var dense = builder.Build(builder.Dense("0", Weights.Of(w, [1, 2]), null, builder.Input));
        Assert.Equal(new ZBox(0, 1), NamedComposites.Default.Create(0, 1).Plan(dense).Single().Rule);
    }

    [Fact]
    public void Gamma_of_a_unit_with_negative_sum()
    {
        double[] a = [1, 2], w = [1, -1];
        Documented("here, `gamma(gamma=0.25)`", Ours(new LrpGamma(0.25, 0), a, w));
        Documented("here, `zero`", Ours(new LrpZero(), a, w));
        Documented("Captum and the original, γ = 0.25", Gamma(a, w, 0.25));
        Documented("here, `gamma(gamma=0.9)`", Ours(new LrpGamma(0.9, 0), a, w));
        Documented("Captum and the original, γ = 0.9", Gamma(a, w, 0.9));
    }

    [Fact]
    public void Gamma_of_a_pooling()
    {
        double[] a = [3, -1], w = [0.5, 0.5];
        Documented("here and Zennit, a pooling by `epsilon`", Ours(new LrpZero(), a, w));
        Documented("the original, γ = 0.25 on the pooling", Gamma(a, w, 0.25));
        Documented("here, `--rule 'pooling=gamma'`", Ours(new LrpGamma(0.25, 0), a, w));
    }

    [Fact]
    public void The_sign_of_the_stabiliser()
    {
        double[] a = [1, 2], w = [1, -1];
        Documented("here, Zennit, Captum: ε·sign(z)", Ours(new LrpEpsilon(0.25), a, w));
        var z = a.Zip(w, (x, y) => x * y).Sum();
        Documented("the original: + ε", [.. a.Zip(w, (x, y) => x * y / (z + 0.25))]);
    }

    [Fact]
    public void The_bias_in_w_square()
    {
        double[] a = [1, 1], w = [1, 2];
        Documented("here, `w-square`", Ours(new WSquare(0), a, w, -1));
        Documented("here, `w-square(bias=in-denominator)`", Ours(new WSquare(0, BiasHandling.InDenominator), a, w, -1));
        Documented("Zennit, `WSquare`", [.. w.Select(weight => weight * weight / (1 + 4 + 1))]);
    }

    [Fact]
    public void Batch_normalisation()
    {
        // y = 2 (a₁ + a₂) − 4 at (1, 2).
        Documented("folded into the layer: weights (2, 2), bias −4", Ours(new LrpZero(), [1, 2], [2, 2], -4));
        Documented("Zennit: passed, then weights (1, 1)", Ours(new LrpZero(), [1, 2], [1, 1]));
    }

    [Fact]
    public void Several_largest_values()
    {
        var pooling = new MaxPoolingLayer("MaxPool1d", new SeparableMap("2", [new WindowAxis(2, 2)]));
        var (input, one) = (Tensors.Of([0.0, 0.0], 1, [1, 2]), Tensors.Of([1.0], 1, [1, 1]));
        Documented("here, `winner-takes-all`", new WinnerTakesAll().Propagate(pooling, input, one).Values.ToArray());
        Documented("Zennit; here `--rule kind:MaxPool2d=gradient`", new Gradient().Propagate(pooling, input, one).Values.ToArray());
    }

    [Fact]
    public void A_negative_unit_in_excitation_backpropagation()
    {
        var (activation, input, one) = (new LeakyReluLayer(0.01), Numbers.One(-1), Numbers.One(1));
        Documented("every other composite: `pass`", new Pass().Propagate(activation, input, one).Values.ToArray());
        Documented("`excitation-backprop`, here and Zennit: `gradient`", new Gradient().Propagate(activation, input, one).Values.ToArray());
    }
}

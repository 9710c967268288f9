using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;
using Relevance.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Relevance.Tests.Propagation;

/// <summary>Where a propagation starts and ends, and the books it keeps.</summary>
public class StartAndLedgerTests
{
    private const double Tolerance = 1e-10;

    private static LayerwiseRelevancePropagation Lrp(string? layer = null, Composite? composite = null) =>
        new(Golden.Network(), composite ?? NamedComposites.Default.Create(Golden.Low, Golden.High), layer);

    [Fact]
    public void A_contrast_is_the_difference_of_two_classes()
    {
        using var four = Lrp().Explain(Golden.Images(), Target.Class(4));
        using var nine = Lrp().Explain(Golden.Images(), Target.Class(9));
        using var contrast = Lrp().Explain(Golden.Images(), Target.Contrast(4, 9));
        Assert.InRange(Errors.Relative(contrast.Relevance, four.Relevance - nine.Relevance), 0, Tolerance);
        Assert.Equal(four.ExplainedScores.Zip(nine.ExplainedScores, (p, q) => p - q), contrast.ExplainedScores, (a, b) => Math.Abs(a - b) < Tolerance);
    }

    [Fact]
    public void The_log_odds_of_anything_but_one_class_are_refused()
    {
        foreach (var target in new[] { Target.Contrast(4, 9), Target.Range(0, 10) })
            Assert.Contains("one class", Assert.Throws<ArgumentException>(() => Lrp().Explain(Golden.Images()[..2], Target.LogOdds(target))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_log_odds_start_explains_the_softmin_of_the_differences()
    {
        using var explanation = Lrp().Explain(Golden.Images(), Target.LogOdds(Target.Class(3)));
        var scores = explanation.Scores;
        for (var n = 0; n < 32; n++)
        {
            double[] f = [.. scores[n].data<double>()];
            double[] differences = [.. Enumerable.Range(0, 10).Where(q => q != 3).Select(q => f[3] - f[q])];
            var weights = differences.Select(d => Math.Exp(-d)).ToArray();
            Assert.Equal(differences.Zip(weights, (d, w) => d * w).Sum() / weights.Sum(), explanation.ExplainedScores[n], Tolerance * (1 + f.Max(Math.Abs)));
        }
    }

    [Fact]
    public void Propagation_is_linear_in_the_given_relevance()
    {
        using var random = new Generator(5);
        var (first, second) = (randn([32, 10], ScalarType.Float64, generator: random), randn([32, 10], ScalarType.Float64, generator: random));
        using var ofFirst = Lrp().Explain(Golden.Images(), Target.Relevances(first));
        using var ofSecond = Lrp().Explain(Golden.Images(), Target.Relevances(second));
        using var ofSum = Lrp().Explain(Golden.Images(), Target.Relevances(2 * first - second));
        Assert.InRange(Errors.Relative(ofSum.Relevance, 2 * ofFirst.Relevance - ofSecond.Relevance), 0, Tolerance);
        Assert.Equal(first.sum(1).data<double>(), ofFirst.ExplainedScores, (a, b) => Math.Abs(a - b) < Tolerance);
    }

    [Fact]
    public void The_logit_itself_as_given_relevance_is_the_target_class()
    {
        using var byTarget = Lrp().Explain(Golden.Images(), Target.Predicted);
        using var given = Lrp().Explain(Golden.Images(), Target.Relevances(byTarget.Scores * byTarget.Direction));
        Assert.InRange(Errors.Relative(given.Relevance, byTarget.Relevance), 0, Tolerance);
    }

    [Fact]
    public void Relevance_at_a_hidden_layer_has_its_shape_and_goes_on_to_the_pixels()
    {
        using var hidden = Lrp("5").Explain(Golden.Images(), Golden.Labels);
        Assert.Equal([32L, 16L, 5L, 5L], hidden.Relevance.shape);
        Assert.Equal("5", hidden.Parameters["layer"]);
        // What arrives there, handed on from there as a start, is what arrives at the pixels.
        var lower = new LayerwiseRelevancePropagation(Golden.Network().UpTo("5"), NamedComposites.Default.Create(Golden.Low, Golden.High));
        using var handedOn = lower.Explain(Golden.Images(), Target.Relevances(hidden.Relevance.flatten(1)));
        using var whole = Lrp().Explain(Golden.Images(), Golden.Labels);
        Assert.InRange(Errors.Relative(handedOn.Relevance, whole.Relevance), 0, Tolerance);
    }

    [Fact]
    public void A_feature_map_is_explained_as_the_sum_of_its_units()
    {
        // Feature map 2 of the first convolution, without bias: each of its units shares its own value.
        var network = Golden.Network().UpTo("0");
        var lrp = new LayerwiseRelevancePropagation(network, Composite.Uniform("zero", new LrpZero(BiasHandling.LeftOut)));
        const int units = 26 * 26;
        using var explanation = lrp.Explain(Golden.Images(), Target.Range(2 * units, units));
        Assert.Equal(explanation.Scores.narrow(1, 2 * units, units).sum(1).data<double>(), explanation.ExplainedScores, (a, b) => Math.Abs(a - b) < Tolerance);
        Assert.All(explanation.Residuals, residual => Assert.InRange(Math.Abs(residual), 0, 1e-9));
        Assert.Throws<ArgumentException>(() => lrp.Explain(Golden.Images(), Target.Range(6 * units, 1)));
    }

    [Fact]
    public void An_unknown_layer_lists_those_there_are() =>
        Assert.Contains("14 (Linear)", Assert.Throws<ArgumentException>(() => Lrp("fc1")).Message, StringComparison.Ordinal);

    [Fact]
    public void Output_shapes_are_those_of_the_layers()
    {
        var shapes = Golden.Network().OutputShapes(1, 28, 28);
        Assert.Equal([6L, 26L, 26L], shapes[0]);
        Assert.Equal([6L, 13L, 13L], shapes[2]);
        Assert.Equal([400L], shapes[6]);
        Assert.Equal([10L], shapes[14]);
    }

    [Theory]
    [MemberData(nameof(NotationTests.Names), MemberType = typeof(NotationTests))]
    public void The_books_balance_at_every_layer(string name)
    {
        var lrp = Lrp(null, NamedComposites.Find(name).Create(Golden.Low, Golden.High));
        var (explanation, ledger) = lrp.ExplainWithLedger(Golden.Images(), Golden.Labels, new ExplainOptions { BatchSize = 10 });
        using var plain = lrp.Explain(Golden.Images(), Golden.Labels, new ExplainOptions { BatchSize = 10 });
        Assert.Equal(plain.Relevance.bytes.ToArray(), explanation.Relevance.bytes.ToArray());
        Assert.Equal(15, ledger.Entries.Length);
        Assert.Equal(explanation.ExplainedScores, ledger.Entries[^1].Entering, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(explanation.TotalRelevances, ledger.Entries[0].Leaving, (a, b) => Math.Abs(a - b) < 1e-9);
        for (var i = 1; i < 15; i++)
            Assert.Equal(ledger.Entries[i].Leaving, ledger.Entries[i - 1].Entering, (a, b) => Math.Abs(a - b) < 1e-9);
        // Rules that share a unit's relevance once account for all of it; αβ with β > 0 and the gradient of activations do not conserve.
        foreach (var entry in ledger.Entries.Where(entry => entry.Rule is LrpZero or LrpEpsilon or LrpGamma or ZBox or Flat or WSquare))
            Assert.All(entry.Unaccounted.Zip(entry.MagnitudeEntering), pair => Assert.InRange(Math.Abs(pair.First), 0, 1e-9 * (1 + pair.Second)));
        explanation.Dispose();
    }

    [Fact]
    public void The_bias_absorbs_what_it_is_given_and_nothing_where_it_is_left_out_or_spread()
    {
        foreach (var handling in Enum.GetValues<BiasHandling>())
        {
            var (explanation, ledger) = Lrp(null, Composite.Uniform("zero", new LrpZero(handling))).ExplainWithLedger(Golden.Images(), Golden.Labels);
            var absorbed = ledger.Entries.Sum(entry => entry.Bias.Sum(Math.Abs));
            Assert.Equal(handling == BiasHandling.InDenominator, absorbed > 1);
            if (handling != BiasHandling.InDenominator)
                Assert.All(explanation.Residuals, residual => Assert.InRange(Math.Abs(residual), 0, 1e-8));
            explanation.Dispose();
        }
    }

    [Fact]
    public void A_blow_up_and_a_loss_are_warnings_that_name_the_layer()
    {
        // max(x₁ − x₂, 0) at x = (1000, 999): contributions cancel, so LRP-0 hands on ±1000 for a score of 1.
        var module = nn.Sequential(nn.Linear(2, 1, hasBias: false), nn.ReLU()).to(ScalarType.Float64);
        using (no_grad())
            module.get_parameter("0.weight")!.copy_(tensor(new[,] { { 1.0, -1.0 } }));
        var network = Relevance.Networks.Network.From(module);
        var images = tensor(new[,] { { 1000.0, 999.0 } });
        var (_, blown) = new LayerwiseRelevancePropagation(network, Composite.Uniform("zero", new LrpZero())).ExplainWithLedger(images);
        Assert.Contains("'0' (Linear(2 → 1), rule zero", Assert.Single(blown.Warnings()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_is_a_warning_that_says_what_absorbed_it()
    {
        // Both inputs inhibit: z⁺ finds nothing to share by. With a stabiliser that is what absorbs the relevance.
        var module = nn.Sequential(nn.Linear(2, 1, hasBias: false)).to(ScalarType.Float64);
        using (no_grad())
            module.get_parameter("0.weight")!.copy_(tensor(new[,] { { 1.0, -1.0 } }));
        var network = Relevance.Networks.Network.From(module);
        Assert.Contains("bias 0, ε 0, lost 1", Warning(new ZPlus(0)), StringComparison.Ordinal);
        Assert.Contains("bias 0, ε 1, lost 0", Warning(new ZPlus()), StringComparison.Ordinal);

        string Warning(Rule rule) => Assert.Single(new LayerwiseRelevancePropagation(network, Composite.Uniform("uniform", rule))
            .ExplainWithLedger(tensor(new[,] { { -1.0, 0.5 } }), Target.Relevances(ones([1, 1], ScalarType.Float64))).Ledger.Warnings());
    }

    [Fact]
    public void All_is_well_with_the_default_composite() => Assert.Empty(Lrp().ExplainWithLedger(Golden.Images(), Golden.Labels).Ledger.Warnings());
}

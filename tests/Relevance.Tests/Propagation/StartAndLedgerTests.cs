using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;
using Relevance.Tests.Support;

namespace Relevance.Tests.Propagation;

/// <summary>Where a propagation starts and ends, and the books it keeps.</summary>
public class StartAndLedgerTests
{
    private const double Tolerance = 1e-10;

    private static LayerwiseRelevancePropagation Lrp(string? layer = null, Composite? composite = null) =>
        new(Golden.Network, composite ?? NamedComposites.Default.Create(Golden.Low, Golden.High), layer);

    private static Explanation<double> Explain(Target target) => Lrp().Explain(Golden.Images<double>(), target);

    [Fact]
    public void A_contrast_is_the_difference_of_two_classes()
    {
        var (four, nine, contrast) = (Explain(Target.Class(4)), Explain(Target.Class(9)), Explain(Target.Contrast(4, 9)));
        Assert.InRange(Errors.Relative(contrast.Relevance, four.Relevance.Map(nine.Relevance, (p, q) => p - q)), 0, Tolerance);
        Assert.Equal(four.ExplainedScores.Zip(nine.ExplainedScores, (p, q) => p - q), contrast.ExplainedScores, (a, b) => Math.Abs(a - b) < Tolerance);
    }

    [Fact]
    public void The_log_odds_of_anything_but_one_class_are_refused()
    {
        foreach (var target in new[] { Target.Contrast(4, 9), Target.Range(0, 10) })
            Assert.Contains("one class", Assert.Throws<ArgumentException>(() => Explain(Target.LogOdds(target))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_log_odds_start_explains_the_softmin_of_the_differences()
    {
        var explanation = Explain(Target.LogOdds(Target.Class(3)));
        for (var n = 0; n < 32; n++)
        {
            var f = explanation.Scores.Image(n).ToArray();
            double[] differences = [.. Enumerable.Range(0, 10).Where(q => q != 3).Select(q => f[3] - f[q])];
            var weights = differences.Select(d => Math.Exp(-d)).ToArray();
            Assert.Equal(differences.Zip(weights, (d, w) => d * w).Sum() / weights.Sum(), explanation.ExplainedScores[n], Tolerance * (1 + f.Max(Math.Abs)));
        }
    }

    [Fact]
    public void Log_odds_as_the_start_of_the_method_are_those_of_the_target()
    {
        var composite = NamedComposites.Default.Create(Golden.Low, Golden.High);
        var lrp = new LayerwiseRelevancePropagation(Golden.Network, composite, start: PropagationStart.LogOdds);
        var explanation = lrp.Explain(Golden.Images<double>(), Target.Class(3));
        var expected = Explain(Target.LogOdds(Target.Class(3)));
        Assert.Equal(expected.Relevance.Values.ToArray(), explanation.Relevance.Values.ToArray());
        Assert.Equal(expected.ExplainedScores, explanation.ExplainedScores);
        Assert.Equal(expected.Target, explanation.Target);
        Assert.Equal("log-odds", explanation.Parameters["start"]);
    }

    [Fact]
    public void Propagation_is_linear_in_the_given_relevance()
    {
        var (first, second) = (RandomNetworks.Normal(5, 32, [10]), RandomNetworks.Normal(6, 32, [10]));
        var ofFirst = Explain(Target.Relevances(first));
        var ofSecond = Explain(Target.Relevances(second));
        var ofSum = Explain(Target.Relevances(first.Map(second, (x, y) => 2 * x - y)));
        Assert.InRange(Errors.Relative(ofSum.Relevance, ofFirst.Relevance.Map(ofSecond.Relevance, (x, y) => 2 * x - y)), 0, Tolerance);
        Assert.Equal(Sums.PerImage(first), ofFirst.ExplainedScores, (a, b) => Math.Abs(a - b) < Tolerance);
    }

    [Fact]
    public void The_logit_itself_as_given_relevance_is_the_target_class()
    {
        var byTarget = Explain(Target.Predicted);
        var given = Explain(Target.Relevances(byTarget.Scores.Map(byTarget.Direction, (score, weight) => score * weight)));
        Assert.InRange(Errors.Relative(given.Relevance, byTarget.Relevance), 0, Tolerance);
    }

    [Fact]
    public void Relevance_at_a_hidden_layer_has_its_shape_and_goes_on_to_the_pixels()
    {
        var hidden = Lrp("5").Explain(Golden.Images<double>(), Golden.Labels);
        Assert.Equal([16, 5, 5], hidden.Relevance.ImageShape);
        Assert.Equal("5", hidden.Parameters["layer"]);
        // What arrives there, handed on from there as a start, is what arrives at the pixels.
        var lower = new LayerwiseRelevancePropagation(Golden.Network.UpTo("5"), NamedComposites.Default.Create(Golden.Low, Golden.High));
        var handedOn = lower.Explain(Golden.Images<double>(), Target.Relevances(hidden.Relevance.As([400])));
        Assert.InRange(Errors.Relative(handedOn.Relevance, Explain(Golden.Labels).Relevance), 0, Tolerance);
    }

    [Fact]
    public void A_feature_map_is_explained_as_the_sum_of_its_units()
    {
        // Feature map 2 of the first convolution, without bias: each of its units shares its own value.
        var network = Golden.Network.UpTo("0");
        var composite = Composite.Uniform("zero", new LrpZero(BiasHandling.LeftOut));
        var lrp = new LayerwiseRelevancePropagation(network, composite);
        const int units = 26 * 26;
        var explanation = lrp.Explain(Golden.Images<double>(), Target.Range(2 * units, units));
        Assert.Equal(Enumerable.Range(0, 32).Select(n => explanation.Scores.Image(n).Slice(2 * units, units).ToArray().Sum()), explanation.ExplainedScores,
            (a, b) => Math.Abs(a - b) < Tolerance);
        Assert.All(explanation.Residuals, residual => Assert.InRange(Math.Abs(residual), 0, 1e-9));
        Assert.Throws<ArgumentException>(() => lrp.Explain(Golden.Images<double>(), Target.Range(6 * units, 1)));

        var unit = new LayerwiseRelevancePropagation(Golden.Network, composite, unit: new("0", 2)).Explain(Golden.Images<double>());
        Assert.Equal(explanation.Relevance.Values.ToArray(), unit.Relevance.Values.ToArray());
        Assert.Equal(explanation.Target, unit.Target);
        Assert.Equal("0:2", unit.Parameters["unit"]);
    }

    [Fact]
    public void A_unit_that_there_is_not_and_what_does_not_go_with_one_are_refused()
    {
        var composite = NamedComposites.Default.Create(Golden.Low, Golden.High);
        Refused("feature maps 0 to 5", () => Unit(new("0", 6)).Explain(Golden.Images<double>()));
        Refused("units 0 to 9", () => Unit(new("14", 10)).Explain(Golden.Images<double>()));
        Refused("no layer 'x'", () => Unit(new("x")));
        Refused("no class", () => Unit(new("0", 0)).Explain(Golden.Images<double>(), Target.Class(3)));
        Refused("does not come before", () => new LayerwiseRelevancePropagation(Golden.Network, composite, "5", new("3", 0)));
        Refused("Log-odds", () => new LayerwiseRelevancePropagation(Golden.Network, composite, null, new("3", 0), PropagationStart.LogOdds));

        LayerwiseRelevancePropagation Unit(HiddenUnit unit) => new(Golden.Network, composite, unit: unit);

        static void Refused(string message, Func<object> make) => Assert.Contains(message, Assert.Throws<ArgumentException>(make).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_whole_layer_is_the_sum_of_its_feature_maps()
    {
        var composite = Composite.Uniform("zero", new LrpZero());
        var whole = new LayerwiseRelevancePropagation(Golden.Network, composite, unit: new("2")).Explain(Golden.Images<double>());
        var maps = Enumerable.Range(0, 6).Select(map => new LayerwiseRelevancePropagation(Golden.Network, composite, unit: new("2", map)).Explain(Golden.Images<double>()).Relevance);
        Assert.InRange(Errors.Relative(whole.Relevance, maps.Aggregate((x, y) => x.Map(y, (a, b) => a + b))), 0, Tolerance);
    }

    [Fact]
    public void An_unknown_layer_lists_those_there_are() =>
        Assert.Contains("14 (Linear)", Assert.Throws<ArgumentException>(() => Lrp("fc1")).Message, StringComparison.Ordinal);

    [Fact]
    public void Output_shapes_are_those_of_the_layers()
    {
        var shapes = Golden.Network.Nodes.Zip(Golden.Network.OutputShapes([1, 28, 28])).ToDictionary(pair => pair.First.Name, pair => pair.Second);
        Assert.Equal([6, 26, 26], shapes["0"]);
        Assert.Equal([6, 13, 13], shapes["2"]);
        Assert.Equal([400], shapes["6"]);
        Assert.Equal([10], shapes["14"]);
    }

    [Theory]
    [MemberData(nameof(NotationTests.Names), MemberType = typeof(NotationTests))]
    public void The_books_balance_at_every_layer(string name)
    {
        var lrp = Lrp(null, NamedComposites.Find(name).Create(Golden.Low, Golden.High));
        var (explanation, ledger, _) = lrp.ExplainWithLedger(Golden.Images<double>(), Golden.Labels, new ExplainOptions { BatchSize = 10 });
        var plain = lrp.Explain(Golden.Images<double>(), Golden.Labels, new ExplainOptions { BatchSize = 10 });
        Assert.Equal(plain.Relevance.Values.ToArray(), explanation.Relevance.Values.ToArray());
        Assert.Equal(Golden.Network.Nodes.Length, ledger.Entries.Length);
        Assert.Equal(explanation.ExplainedScores, ledger.Entries[^1].Entering, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(explanation.TotalRelevances, ledger.Entries[0].Leaving, (a, b) => Math.Abs(a - b) < 1e-9);
        for (var i = 1; i < ledger.Entries.Length; i++)
            Assert.Equal(ledger.Entries[i].Leaving, ledger.Entries[i - 1].Entering, (a, b) => Math.Abs(a - b) < 1e-9);
        // Rules that share a unit's relevance once account for all of it; αβ with β > 0 and the gradient of activations do not conserve.
        foreach (var entry in ledger.Entries.Where(entry => entry.Rule is LrpZero or LrpEpsilon or LrpGamma or ZBox or Flat or WSquare))
            Assert.All(entry.Unaccounted.Zip(entry.MagnitudeEntering), pair => Assert.InRange(Math.Abs(pair.First), 0, 1e-9 * (1 + pair.Second)));
    }

    [Fact]
    public void The_bias_absorbs_what_it_is_given_and_nothing_where_it_is_left_out_or_spread()
    {
        foreach (var handling in Enum.GetValues<BiasHandling>())
        {
            var (explanation, ledger, _) = Lrp(null, Composite.Uniform("zero", new LrpZero(handling))).ExplainWithLedger(Golden.Images<double>(), Golden.Labels);
            var absorbed = ledger.Entries.Sum(entry => entry.Bias.Sum(Math.Abs));
            Assert.Equal(handling == BiasHandling.InDenominator, absorbed > 1);
            if (handling != BiasHandling.InDenominator)
                Assert.All(explanation.Residuals, residual => Assert.InRange(Math.Abs(residual), 0, 1e-8));
        }
    }

    [Fact]
    public void A_blow_up_and_a_loss_are_warnings_that_name_the_layer()
    {
        // max(x₁ − x₂, 0) at x = (1000, 999): contributions cancel, so LRP-0 hands on ±1000 for a score of 1.
        var builder = new NetworkBuilder();
        var network = builder.Build(builder.Add("1", new LeakyReluLayer(), builder.Dense("0", Weights.Of([1.0, -1.0], [1, 2]), null, builder.Input)));
        var blown = new LayerwiseRelevancePropagation(network, Composite.Uniform("zero", new LrpZero())).ExplainWithLedger(Numbers.One(1000, 999)).Ledger;
        Assert.Contains("'0' (Linear(2 → 1), rule zero", Assert.Single(blown.Warnings()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_is_a_warning_that_says_what_absorbed_it()
    {
        // Both inputs inhibit: z⁺ finds nothing to share by. With a stabiliser that is what absorbs the relevance.
        var builder = new NetworkBuilder();
        var network = builder.Build(builder.Dense("0", Weights.Of([1.0, -1.0], [1, 2]), null, builder.Input));
        Assert.Contains("bias 0, ε 0, lost 1", Warning(new ZPlus(0)), StringComparison.Ordinal);
        Assert.Contains("bias 0, ε 1, lost 0", Warning(new ZPlus()), StringComparison.Ordinal);

        string Warning(Rule rule) => Assert.Single(new LayerwiseRelevancePropagation(network, Composite.Uniform("uniform", rule))
            .ExplainWithLedger(Numbers.One(-1, 0.5), Target.Relevances(Numbers.One(1))).Ledger.Warnings());
    }

    [Fact]
    public void All_is_well_with_the_default_composite() => Assert.Empty(Lrp().ExplainWithLedger(Golden.Images<double>(), Golden.Labels).Ledger.Warnings());
}

using Relevance.Definitions;
using Relevance.Gradients;
using Relevance.Metrics;
using Relevance.Networks;
using Relevance.Tests.Support;

namespace Relevance.Tests.Metrics;

/// <summary>Measures tell explanations from chance, and right ones from wrong ones.</summary>
public class SanityTests
{
    private static readonly Network Network = Golden.Network;
    private static readonly bool[][] LeftHalves = [.. Enumerable.Range(0, 32).Select(_ => Enumerable.Range(0, 784).Select(pixel => pixel % 28 < 14).ToArray())];

    [Fact]
    public void Random_explanations_score_as_chance()
    {
        var random = CustomExplainer.Random(Network, 1);
        foreach (var name in new[]
        {
            "selectivity-gap", "selectivity-gap-probability", "selectivity-gap-accuracy", "selectivity-gap-road", "selectivity-gap-road-accuracy",
            "faithfulness-correlation", "sensitivity-n", "monotonicity",
        })
            Assert.InRange(StandardScore(Values(name, random)), -3, 3);
        double[] most = Values("selectivity", random), chance = Values("selectivity-random", random);
        Assert.InRange(StandardScore([.. most.Zip(chance, (a, b) => a - b)]), -3, 3);
        // Half of the pixels belong to the object.
        foreach (var name in new[] { "relevance-mass", "pointing-game" })
            Assert.InRange(StandardScore([.. Values(name, random).Select(value => value - 0.5)]), -3, 3);
        // The same map for every class and every network.
        Assert.All(Values("random-logit", random), value => Assert.Equal(1, value, 1e-10));
    }

    /// <summary>
    /// Bugs that leave a plausible map. The gradient of the loss is, for confident predictions, the turned gradient of the score, scaled down to almost
    /// nothing. Noise asks only a gradient: the infidelity of input times gradient is no test of its sign.
    /// </summary>
    [Theory]
    [InlineData("sign turned", "conservation selectivity selectivity-least-first selectivity-gap selectivity-gap-road selectivity-gap-probability faithfulness-correlation sensitivity-n removal-infidelity")]
    [InlineData("of the loss", "conservation selectivity selectivity-least-first selectivity-gap selectivity-gap-road selectivity-gap-probability faithfulness-correlation sensitivity-n removal-infidelity")]
    [InlineData("gradient turned", "selectivity selectivity-least-first selectivity-gap selectivity-gap-road selectivity-gap-probability faithfulness-correlation sensitivity-n infidelity")]
    public void Planted_bugs_are_found_by(string bug, string measures)
    {
        var (right, wrong) = Planted(bug);
        foreach (var measure in measures.Split(' ').Select(Find))
            Assert.True(IsWorse(measure.Better, Values(measure.Name, wrong), Values(measure.Name, right)), measure.Name);
    }

    /// <summary>They look at magnitudes or changes alone, or choose the best factor themselves.</summary>
    [Theory]
    [InlineData("sparseness")]
    [InlineData("complexity")]
    [InlineData("effective-complexity")]
    [InlineData("monotonicity")]
    [InlineData("max-sensitivity")]
    [InlineData("continuity")]
    [InlineData("translation-continuity")]
    [InlineData("random-logit")]
    [InlineData("infidelity-scaled")]
    [InlineData("removal-infidelity-scaled")]
    public void A_turned_sign_is_not_seen_by(string measure)
    {
        var (right, wrong) = Planted("sign turned");
        Assert.Equal(Values(measure, right), Values(measure, wrong), (a, b) => Math.Abs(a - b) <= 1e-6 * Math.Abs(a));
    }

    [Fact]
    public void A_map_that_ignores_the_weights_fails_model_randomization_and_one_that_uses_them_passes()
    {
        foreach (var cascade in new[] { Cascade.TopDown, Cascade.BottomUp })
        {
            var image = new ModelRandomization(network => CustomExplainer.Itself(network), cascade)
                .Evaluate(CustomExplainer.Itself(Network), Golden.Images<double>());
            Assert.All(image.Values, value => Assert.Equal(1, value!.Value, 1e-10));
            var gradient = new ModelRandomization(network => new InputGradient(network), cascade).Evaluate(new InputGradient(Network), Golden.Images<double>());
            Assert.InRange(gradient.Mean!.Value, 0, 0.5);
            Assert.Equal((5, 5 * 32, 0), (gradient.Curves[0].Steps.Count, gradient.Explanations, gradient.Passes));
        }
    }

    private static (Explainer Right, Explainer Wrong) Planted(string bug) => bug switch
    {
        "sign turned" => (new GradientTimesInput(Network), CustomExplainer.SignTurned(Network)),
        "of the loss" => (new GradientTimesInput(Network), CustomExplainer.OfTheLoss(Network)),
        _ => (new InputGradient(Network), CustomExplainer.OfGradient(Network, (_, gradient) => -gradient)),
    };

    private static Measure Find(string name) => MeasureCatalogue.Find(name, new(new InputDomain(Golden.Low, Golden.High), Objects: LeftHalves));

    private static double[] Values(string measure, Explainer explainer)
    {
        var result = Find(measure).Evaluate(explainer, Golden.Images<double>(), Golden.Labels);
        Assert.Empty(result.Failures);
        return [.. result.Values.Select(value => value!.Value)];
    }

    /// <summary>Whether the difference from image to image is worse by more than three standard errors.</summary>
    private static bool IsWorse(Better better, double[] wrong, double[] right) =>
        StandardScore([.. wrong.Zip(right, (a, b) => better == Better.Lower ? a - b : b - a)]) > 3;

    private static double StandardScore(double[] values)
    {
        var (mean, count) = (values.Average(), values.Length);
        var deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (count - 1));
        return deviation == 0 ? Math.Abs(mean) < 1e-12 ? 0 : Math.Sign(mean) * double.PositiveInfinity : mean / (deviation / Math.Sqrt(count));
    }
}

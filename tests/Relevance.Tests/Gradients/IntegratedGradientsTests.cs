using Relevance.Baselines;
using Relevance.Gradients;
using Relevance.Tests.Support;

namespace Relevance.Tests.Gradients;

/// <summary>What integrated and expected gradients must satisfy, in float64.</summary>
public class IntegratedGradientsTests
{
    private const double Tolerance = 1e-10;

    public static TheoryData<IntegrationRule> Rules => [.. Enum.GetValues<IntegrationRule>()];

    [Theory]
    [Seeds]
    public void The_relevances_sum_to_the_gain_over_the_baseline_ever_better_with_more_steps(int seed)
    {
        var network = RandomNetworks.Convolutional(seed, Biases.Any);
        var images = RandomNetworks.Images(seed);
        var atZero = network.ScoresOf(Tensors.Zeros<double>(1, images.ImageShape)).Values[1];
        double[] errors = [.. new[] { 5, 50, 500, 5000 }.Select(steps =>
        {
            var explanation = new IntegratedGradients(network, Baseline.Zero, steps).Explain(images, Target.Class(1));
            var expected = explanation.TotalRelevances.Zip(explanation.ExplainedScores, (total, score) => total - (score - atZero));
            Assert.All(explanation.Diagnostics["completeness-error"].Zip(expected), pair => Assert.Equal(pair.Second, pair.First, Tolerance));
            return explanation.Diagnostics["completeness-error"].Max(Math.Abs);
        })];
        // Each kink costs at most its jump times a step: the error falls like 1/steps.
        Assert.True(errors[3] < errors[0] / 50, string.Join(", ", errors));
        Assert.InRange(errors[3], 0, 1e-3);
    }

    [Theory]
    [Seeds]
    public void Without_biases_one_step_in_the_middle_from_zero_is_gradient_times_input(int seed)
    {
        var network = RandomNetworks.Convolutional(seed, Biases.None);
        var images = RandomNetworks.Images(seed);
        var integrated = new IntegratedGradients(network, Baseline.Zero, 1, IntegrationRule.Midpoint).Explain(images);
        Assert.InRange(Errors.Relative(integrated.Relevance, new GradientTimesInput(network).Explain(images).Relevance), 0, Tolerance);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Of_a_linear_score_every_rule_gives_the_weights_times_the_distance_from_the_baseline(IntegrationRule rule)
    {
        var (network, weights) = LinearModels.Random(1);
        var images = RandomNetworks.Images(1);
        foreach (var steps in new[] { 1, 2, 9 })
        {
            var explanation = new IntegratedGradients(network, Baseline.Black(-0.7), steps, rule).Explain(images, Target.Class(3));
            Assert.InRange(Errors.Relative(explanation.Relevance, images.Map(weights.Only(3), (x, w) => w * (x + 0.7))), 0, Tolerance);
            Assert.All(explanation.Diagnostics["completeness-error"], error => Assert.InRange(Math.Abs(error), 0, Tolerance));
        }
    }

    [Fact]
    public void Of_a_linear_score_the_gradient_and_its_relatives_are_the_weights_and_weights_times_input()
    {
        var (network, weights) = LinearModels.Random(2);
        var images = RandomNetworks.Images(2);
        Check(new InputGradient(network), (_, w) => w);
        Check(new InputGradient(network, absolute: true), (_, w) => Math.Abs(w));
        Check(new GradientTimesInput(network), (x, w) => w * x);
        Check(new SensitivityAnalysis(network), (_, w) => w * w);

        void Check(Explainer explainer, Func<double, double, double> expected) => Assert.InRange(
            Errors.Relative(explainer.Explain(images, Target.Class(0)).Relevance, images.Map(weights.Only(0), expected)), 0, Tolerance);
    }

    [Theory]
    [InlineData(IntegrationRule.GaussLegendre, "mean")]
    [InlineData(IntegrationRule.Midpoint, "blurred")]
    [InlineData(IntegrationRule.Trapezoid, "black")]
    [InlineData(IntegrationRule.Right, "given")]
    [InlineData(IntegrationRule.Left, "zero")]
    public void The_path_is_what_a_plain_loop_over_its_steps_gives(IntegrationRule rule, string name)
    {
        var network = RandomNetworks.Convolutional(7, Biases.Any);
        var images = RandomNetworks.Images(7);
        var baseline = name switch
        {
            "mean" => Baseline.Mean,
            "blurred" => Baseline.Blurred(1.5),
            "black" => Baseline.Black(-1),
            "given" => Baseline.Given(images.Image(2), images.ImageShape),
            _ => Baseline.Zero,
        };
        var explanation = new IntegratedGradients(network, baseline, 6, rule).Explain(images, Target.Class(2), new ExplainOptions { BatchSize = 2 });
        for (var i = 0; i < 3; i++)
        {
            var image = images.Only(i);
            var start = baseline.For(image);
            var sum = image.Map(_ => 0);
            for (var k = 0; k < 6; k++)
            {
                var (t, weight) = rule switch
                {
                    IntegrationRule.Midpoint => ((k + 0.5) / 6, 1 / 6.0),
                    IntegrationRule.Trapezoid => (k / 5.0, k is 0 or 5 ? 0.1 : 0.2),
                    IntegrationRule.Right => ((k + 1) / 6.0, 1 / 6.0),
                    IntegrationRule.Left => (k / 6.0, 1 / 6.0),
                    _ => GaussLegendreOfSix[k],
                };
                var gradient = new InputGradient(network).Explain(start.Map(image, (from, to) => from + t * (to - from)), Target.Class(2));
                sum = sum.Map(gradient.Relevance, (s, g) => s + weight * g);
            }
            Assert.InRange(Errors.Relative(explanation.Relevance.Only(i), sum.Map(image.Map(start, (to, from) => to - from), (s, way) => s * way)), 0, 1e-9);
        }
    }

    /// <summary>From tables: ±0.2386191860831969 (0.4679139345726910), ±0.6612093864662645 (0.3607615730481386), ±0.9324695142031521 (0.1713244923791704).</summary>
    private static readonly (double, double)[] GaussLegendreOfSix =
    [
        .. new[] { (-0.9324695142031521, 0.1713244923791704), (-0.6612093864662645, 0.3607615730481386), (-0.2386191860831969, 0.4679139345726910) }
            .SelectMany(node => new[] { node, (-node.Item1, node.Item2) }).Order().Select(node => ((1 + node.Item1) / 2, node.Item2 / 2)),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(50)]
    [InlineData(1600)]
    public void Gauss_Legendre_is_exact_for_polynomials_up_to_degree_2n_minus_1(int count)
    {
        var (points, weights) = Quadrature.Of(IntegrationRule.GaussLegendre, count);
        Assert.Equal(points.Order(), points);
        Assert.All(points, point => Assert.InRange(point, 0, 1));
        foreach (var degree in new[] { 0, 1, 2 * count - 1 })
            Assert.Equal(1.0 / (degree + 1), points.Zip(weights, (point, weight) => weight * Math.Pow(point, degree)).Sum(), 1e-13);
    }

    [Fact]
    public void Steps_are_raised_image_by_image_until_the_error_is_below_the_tolerance()
    {
        var explainer = new IntegratedGradients(Golden.Network, Baseline.Zero, 2, tolerance: 0.01);
        var together = explainer.Explain(Golden.Images<double>(), Golden.Labels);
        var alone = explainer.Explain(Golden.Images<double>(), Golden.Labels, new ExplainOptions { BatchSize = 1 });
        Assert.All(together.Diagnostics["completeness-error"], error => Assert.InRange(Math.Abs(error), 0, 0.01));
        Assert.True(together.Diagnostics["steps"].Distinct().Count() > 1);
        Assert.Equal(alone.Diagnostics["steps"], together.Diagnostics["steps"]);
        Assert.Equal(alone.Diagnostics["completeness-error"], together.Diagnostics["completeness-error"]);
        Assert.Equal(alone.Relevance.Values.ToArray(), together.Relevance.Values.ToArray());
    }

    [Fact]
    public void Steps_are_not_raised_beyond_their_limit()
    {
        var explanation = new IntegratedGradients(Golden.Network, Baseline.Zero, 3, tolerance: 1e-15, mostSteps: 12).Explain(Tensors.Range(Golden.Images<double>(), 0, 4));
        Assert.All(explanation.Diagnostics["steps"], steps => Assert.Equal(12, steps));
    }

    [Fact]
    public void Fifty_steps_cost_fifty_gradients_and_two_forward_passes()
    {
        var spy = new SpyModel(Golden.Network);
        var explanation = new IntegratedGradients(spy, Baseline.Black(Golden.Low)).Explain(Golden.Images<float>(), null, new ExplainOptions { BatchSize = 32 });
        Assert.Equal(32, explanation.Relevance.ImageCount);
        Assert.Equal(Enumerable.Repeat(32, 50), spy.Gradients);
        // The images, and the baseline that they share.
        Assert.Equal([32, 1], spy.Forward);
    }

    [Fact]
    public void A_single_image_goes_through_the_model_with_all_its_steps_at_once()
    {
        var spy = new SpyModel(Golden.Network);
        new IntegratedGradients(spy, Baseline.Zero, 50).Explain(Tensors.Range(Golden.Images<double>(), 0, 1), null, new ExplainOptions { BatchSize = 32 });
        Assert.Equal([32, 18], spy.Gradients);
    }

    [Fact]
    public void Expected_gradients_of_a_linear_score_are_the_weights_times_the_distance_from_the_drawn_baselines()
    {
        var (network, weights) = LinearModels.Random(3);
        var (images, baselines) = (RandomNetworks.Images(3), RandomNetworks.Images(4, 5));
        var explanation = new ExpectedGradients(network, baselines, 10_000, seed: 1).Explain(images, Target.Class(1));
        var mean = Enumerable.Range(0, 5).Select(baselines.Only).Aggregate((sum, image) => sum.Map(image, (s, x) => s + x)).Map(s => s / 5);
        var expected = images.Map(mean, (x, b) => x - b).Map(weights.Only(1), (way, w) => w * way);
        // Five baselines drawn ten thousand times: the mean is off by about one part in a hundred.
        Assert.InRange(Errors.Relative(explanation.Relevance, expected), 0, 0.05);
        var scores = network.ScoresOf(baselines);
        var atBaselines = Enumerable.Range(0, 5).Average(i => scores.Image(i)[1]);
        for (var i = 0; i < 3; i++)
            Assert.Equal(explanation.TotalRelevances[i] - (explanation.ExplainedScores[i] - atBaselines), explanation.Diagnostics["completeness-error"][i], Tolerance);
    }

    [Fact]
    public void Expected_gradients_from_one_baseline_are_a_sample_of_integrated_gradients()
    {
        var network = RandomNetworks.Convolutional(5, Biases.Any);
        var images = RandomNetworks.Images(5);
        var baseline = RandomNetworks.Images(6, 1);
        var expected = new ExpectedGradients(network, baseline, 4000).Explain(images);
        var integrated = new IntegratedGradients(network, Baseline.Given(baseline.Values, baseline.ImageShape), 400).Explain(images);
        Assert.InRange(Errors.Relative(expected.Relevance, integrated.Relevance), 0, 0.05);
        var other = new ExpectedGradients(network, baseline, 4000, seed: 1).Explain(images);
        Assert.NotEqual(other.Relevance.Values.ToArray(), expected.Relevance.Values.ToArray());
    }

    [Fact]
    public void Expected_gradients_do_not_depend_on_batch_and_threads_to_the_bit()
    {
        var baselines = Tensors.Range(Golden.Images<float>(), 20, 5);
        var explainer = new ExpectedGradients(Golden.Network, baselines, 6);
        var images = Tensors.Range(Golden.Images<float>(), 0, 20);
        var together = explainer.Explain(images);
        foreach (var options in new[] { new ExplainOptions { BatchSize = 1 }, new() { BatchSize = 7, Threads = 3 }, new() { Threads = 1 } })
        {
            var other = explainer.Explain(images, options: options);
            Assert.Equal(other.Relevance.Values.ToArray(), together.Relevance.Values.ToArray());
            Assert.Equal(other.Diagnostics["completeness-error"], together.Diagnostics["completeness-error"]);
        }
    }

    [Fact]
    public void Baselines_that_do_not_fit_are_refused()
    {
        var network = Golden.Network;
        Assert.Contains("[M, 1, 28, 28]", Assert.Throws<ArgumentException>(
            () => new ExpectedGradients(network, Tensors.Zeros<double>(2, [1, 8, 8])).Explain(Golden.Images<double>())).Message, StringComparison.Ordinal);
        Assert.Contains("[0, 1, 28, 28]", Assert.Throws<ArgumentException>(
            () => new ExpectedGradients(network, Tensors.Zeros<float>(0, [1, 28, 28]))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExpectedGradients(network, Tensors.Zeros<float>(1, [1, 28, 28]), 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new IntegratedGradients(network, Baseline.Zero, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new IntegratedGradients(network, Baseline.Zero, tolerance: -1));
    }
}

using Relevance.Baselines;
using Relevance.Gradients;
using Relevance.Tests.Support;

namespace Relevance.Tests.Gradients;

/// <summary>Where simple Taylor decomposition finds its roots, in float64.</summary>
public class RootPointTests
{
    private const double Tolerance = 1e-9;

    [Fact]
    public void A_score_that_is_no_number_on_the_way_gives_relevance_that_is_none_as_other_methods_do()
    {
        var network = SmallNetworks.Linear(new double[,] { { double.NaN, double.NaN }, { double.NaN, double.NaN } });
        var explanation = new SimpleTaylor(network, RootPoint.AlongGradient).Explain(Tensors.Of([1.0, 1.0], 1, [2]), Target.Class(0));
        Assert.All(explanation.Relevance.Values.ToArray(), value => Assert.True(double.IsNaN(value)));
    }

    [Theory]
    [Seeds]
    public void Of_a_linear_score_the_root_along_the_gradient_is_exact_and_the_relevances_sum_to_the_score(int seed)
    {
        var (network, weights) = LinearModels.Random(seed);
        var explanation = new SimpleTaylor(network, RootPoint.AlongGradient).Explain(RandomNetworks.Images(seed), Target.Class(0));
        Assert.All(explanation.Diagnostics["root-score"], score => Assert.InRange(Math.Abs(score), 0, Tolerance));
        Assert.All(explanation.Residuals, residual => Assert.InRange(Math.Abs(residual), 0, Tolerance));
        // x − x̃ = f·w / ‖w‖².
        var squares = weights.Only(0).Map(w => w * w);
        var sum = squares.Values.ToArray().Sum();
        for (var i = 0; i < 3; i++)
            Assert.InRange(Errors.Relative(explanation.Relevance.Only(i), squares.Map(w => explanation.ExplainedScores[i] * w / sum)), 0, Tolerance);
    }

    [Theory]
    [Seeds]
    public void The_root_towards_a_baseline_is_the_first_at_which_the_score_changes_its_sign(int seed)
    {
        var network = RandomNetworks.Convolutional(seed, Biases.Any);
        var images = RandomNetworks.Images(seed, 4);
        var baseline = RandomNetworks.Images(seed + 50, 1);
        var explanation = new SimpleTaylor(network, RootPoint.Towards(Baseline.Given(baseline.Values, baseline.ImageShape))).Explain(images, Target.Class(1));
        for (var i = 0; i < 4; i++)
        {
            var image = images.Only(i);
            System.Numerics.Tensors.Tensor<double> At(double t) => image.Map(baseline, (from, to) => from + t * (to - from));
            double Score(double t) => network.ScoresOf(At(t)).Values[1];
            var change = Enumerable.Range(1, 24).FirstOrDefault(k => Math.Sign(Score(k / 24.0)) != Math.Sign(Score(0)));
            if (change == 0)
            {
                Assert.Equal(Enumerable.Range(0, 25).Min(k => Math.Abs(Score(k / 24.0))), Math.Abs(explanation.Diagnostics["root-score"][i]), Tolerance);
                continue;
            }
            Assert.InRange(Math.Abs(explanation.Diagnostics["root-score"][i]), 0, Tolerance);
            var (low, high) = ((change - 1) / 24.0, change / 24.0);
            for (var round = 0; round < 60; round++)
                (low, high) = Math.Sign(Score((low + high) / 2)) == Math.Sign(Score(0)) ? ((low + high) / 2, high) : (low, (low + high) / 2);
            var root = At(low);
            var gradient = new InputGradient(network).Explain(root, Target.Class(1)).Relevance;
            Assert.InRange(Errors.Relative(explanation.Relevance.Only(i), gradient.Map(image.Map(root, (x, r) => x - r), (g, way) => g * way)), 0, 1e-7);
        }
    }

    [Theory]
    [Seeds]
    public void The_baseline_as_root_gives_its_gradient_times_the_distance(int seed)
    {
        var network = RandomNetworks.Convolutional(seed, Biases.Any);
        var images = RandomNetworks.Images(seed);
        var explanation = new SimpleTaylor(network, RootPoint.At(Baseline.Black(-0.5))).Explain(images, Target.Class(2));
        var atBaseline = new InputGradient(network).Explain(images.Map(_ => -0.5), Target.Class(2));
        Assert.InRange(Errors.Relative(explanation.Relevance, atBaseline.Relevance.Map(images, (g, x) => g * (x + 0.5))), 0, Tolerance);
        Assert.Equal(atBaseline.ExplainedScores, explanation.Diagnostics["root-score"], (a, b) => Math.Abs(a - b) < Tolerance);
    }

    [Fact]
    public void Near_zero_the_residual_is_the_score_of_nothing()
    {
        var network = RandomNetworks.Convolutional(3, Biases.Any);
        var explanation = new SimpleTaylor(network).Explain(RandomNetworks.Images(3), Target.Class(2));
        var expected = network.ScoresOf(Tensors.Zeros<double>(1, [2, 8, 8])).Values[2];
        Assert.All(explanation.Diagnostics["root-score"], score => Assert.Equal(expected, score, Tolerance));
    }

    [Fact]
    public void Digits_have_a_root_between_themselves_and_their_blurred_copy_or_say_what_is_left()
    {
        var explainer = new SimpleTaylor(Golden.Network, RootPoint.AlongGradient);
        var explanation = explainer.Explain(Golden.Images<double>(), Golden.Labels);
        var rooted = explanation.Diagnostics["root-score"].Count(score => Math.Abs(score) < 1e-8);
        Assert.InRange(rooted, 24, 32);
        Assert.Equal("along gradient", explanation.Parameters["root"]);
        var alone = explainer.Explain(Golden.Images<double>(), Golden.Labels, new ExplainOptions { BatchSize = 1, Threads = 1 });
        Assert.Equal(alone.Relevance.Values.ToArray(), explanation.Relevance.Values.ToArray());
    }
}

using Relevance.Baselines;
using Relevance.Gradients;
using Relevance.Networks;
using Relevance.Tests.Support;
using static TorchSharp.torch;

namespace Relevance.Tests.Gradients;

/// <summary>Where simple Taylor decomposition finds its roots, in float64.</summary>
public class RootPointTests
{
    private const double Tolerance = 1e-9;

    [Fact]
    public void A_score_that_is_no_number_on_the_way_gives_relevance_that_is_none_as_other_methods_do()
    {
        using var module = TorchSharp.torch.nn.Sequential(TorchSharp.torch.nn.Flatten(), TorchSharp.torch.nn.Linear(4, 2, dtype: ScalarType.Float64));
        using (no_grad())
            module.parameters().First().fill_(double.NaN);
        using var explanation = new SimpleTaylor(Network.From(module), RootPoint.AlongGradient).Explain(ones(1, 1, 2, 2, dtype: ScalarType.Float64), Target.Class(0));
        Assert.All(explanation.Relevance.data<double>().ToArray(), value => Assert.True(double.IsNaN(value)));
    }

    [Theory]
    [Seeds]
    public void Of_a_linear_score_the_root_along_the_gradient_is_exact_and_the_relevances_sum_to_the_score(int seed)
    {
        var (network, weights) = LinearModels.Random(seed);
        using var explanation = new SimpleTaylor(network, RootPoint.AlongGradient).Explain(RandomNetworks.Images(seed), Target.Class(0));
        Assert.All(explanation.Diagnostics["root-score"], score => Assert.InRange(Math.Abs(score), 0, Tolerance));
        Assert.All(explanation.Residuals, residual => Assert.InRange(Math.Abs(residual), 0, Tolerance));
        // x − x̃ = f·w / ‖w‖².
        var scores = (explanation.Scores * explanation.Direction).sum(1).reshape(-1, 1, 1, 1);
        Assert.InRange(Errors.Relative(explanation.Relevance, scores * weights[0].square() / weights[0].square().sum()), 0, Tolerance);
    }

    [Theory]
    [Seeds]
    public void The_root_towards_a_baseline_is_the_first_at_which_the_score_changes_its_sign(int seed)
    {
        var module = RandomNetworks.Convolutional(seed, Biases.Any);
        var network = Network.From(module);
        var images = RandomNetworks.Images(seed, 4);
        var baseline = RandomNetworks.Images(seed + 50, 1);
        using var explanation = new SimpleTaylor(network, RootPoint.Towards(Baseline.Given(baseline))).Explain(images, Target.Class(1));
        for (var i = 0; i < 4; i++)
        {
            var image = images[i].unsqueeze(0);
            double Score(double t) => network.Scores(image + (t * (baseline - image)))[0, 1].item<double>();
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
            var root = image + (low * (baseline - image));
            using var gradient = new InputGradient(new AutogradModel(module)).Explain(root, Target.Class(1));
            Assert.InRange(Errors.Relative(explanation.Relevance[i].unsqueeze(0), gradient.Relevance * (image - root)), 0, 1e-7);
        }
    }

    [Theory]
    [Seeds]
    public void The_baseline_as_root_gives_its_gradient_times_the_distance(int seed)
    {
        var module = RandomNetworks.Convolutional(seed, Biases.Any);
        var images = RandomNetworks.Images(seed);
        using var explanation = new SimpleTaylor(Network.From(module), RootPoint.At(Baseline.Black(-0.5))).Explain(images, Target.Class(2));
        using var atBaseline = new InputGradient(new AutogradModel(module)).Explain(full_like(images, -0.5), Target.Class(2));
        Assert.InRange(Errors.Relative(explanation.Relevance, atBaseline.Relevance * (images + 0.5)), 0, Tolerance);
        Assert.Equal(atBaseline.ExplainedScores, explanation.Diagnostics["root-score"], (a, b) => Math.Abs(a - b) < Tolerance);
    }

    [Fact]
    public void Near_zero_the_residual_is_the_score_of_nothing()
    {
        var module = RandomNetworks.Convolutional(3, Biases.Any);
        var images = RandomNetworks.Images(3);
        using var explanation = new SimpleTaylor(Network.From(module)).Explain(images, Target.Class(2));
        var expected = Network.From(module).Scores(zeros([1, 2, 8, 8], ScalarType.Float64))[0, 2].item<double>();
        Assert.All(explanation.Diagnostics["root-score"], score => Assert.Equal(expected, score, Tolerance));
    }

    [Fact]
    public void Digits_have_a_root_between_themselves_and_their_blurred_copy_or_say_what_is_left()
    {
        using var explanation = new SimpleTaylor(Golden.Network(), RootPoint.AlongGradient).Explain(Golden.Images(), Golden.Labels);
        var rooted = explanation.Diagnostics["root-score"].Count(score => Math.Abs(score) < 1e-8);
        Assert.InRange(rooted, 24, 32);
        Assert.Equal("along gradient", explanation.Parameters["root"]);
    }
}

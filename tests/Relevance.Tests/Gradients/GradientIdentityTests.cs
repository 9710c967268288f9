using Relevance.Gradients;
using Relevance.Networks;
using Relevance.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Relevance.Tests.Gradients;

/// <summary>What sensitivity analysis and simple Taylor decomposition must satisfy, in float64.</summary>
public class GradientIdentityTests
{
    private const double Tolerance = 1e-10;

    [Theory]
    [Seeds]
    public void Without_biases_the_relevances_of_simple_Taylor_sum_to_the_score(int seed)
    {
        var network = Network.From(RandomNetworks.Convolutional(seed, Biases.None));
        using var explanation = new SimpleTaylor(network).Explain(RandomNetworks.Images(seed));
        Assert.All(explanation.ExplainedScores.Zip(explanation.Residuals), pair => Assert.InRange(Math.Abs(pair.Second), 0, Tolerance * (1 + Math.Abs(pair.First))));
    }

    [Theory]
    [Seeds]
    public void The_score_is_gradient_times_input_plus_gradient_times_biases(int seed)
    {
        // f = x·∇f + Σ b·∂f/∂b; the second term by central differences in a common factor t of all biases, exact while no unit changes sides.
        var module = RandomNetworks.Convolutional(seed, Biases.Any);
        var images = RandomNetworks.Images(seed, 1);
        var target = Target.Class(seed % 4);
        using var explanation = new SimpleTaylor(Network.From(module)).Explain(images, target);
        const double step = 1e-7;
        var byBiases = (ScoreWithBiasesTimes(1 + step) - ScoreWithBiasesTimes(1 - step)) / (2 * step);
        Assert.Equal(explanation.ExplainedScores[0], explanation.TotalRelevances[0] + byBiases, 1e-6);

        double ScoreWithBiasesTimes(double factor)
        {
            var scaled = RandomNetworks.Convolutional(seed, Biases.Any);
            using (no_grad())
            {
                foreach (var (_, bias) in scaled.named_parameters().Where(parameter => parameter.name.EndsWith("bias", StringComparison.Ordinal)))
                    bias.mul_(factor);
            }
            return Network.From(scaled).Scores(images)[0, seed % 4].item<double>();
        }
    }

    [Theory]
    [Seeds]
    public void Without_biases_scaling_the_input_scales_Taylor_and_leaves_sensitivity_alone(int seed)
    {
        var network = Network.From(RandomNetworks.Convolutional(seed, Biases.None));
        var images = RandomNetworks.Images(seed);
        var target = Target.Class(1);
        using var sensitivity = new SensitivityAnalysis(network).Explain(images, target);
        using var sensitivityOfScaled = new SensitivityAnalysis(network).Explain(images * 2.5, target);
        using var taylor = new SimpleTaylor(network).Explain(images, target);
        using var taylorOfScaled = new SimpleTaylor(network).Explain(images * 2.5, target);
        Assert.InRange(Errors.Relative(sensitivityOfScaled.Relevance, sensitivity.Relevance), 0, Tolerance);
        Assert.InRange(Errors.Relative(taylorOfScaled.Relevance, taylor.Relevance * 2.5), 0, Tolerance);
    }

    [Fact]
    public void For_a_linear_model_Taylor_is_weight_times_input_and_sensitivity_is_the_squared_weight()
    {
        var module = RandomNetworks.Fill(3, Biases.Any, nn.Sequential(nn.Flatten(), nn.Linear(128, 4)));
        var images = RandomNetworks.Images(3);
        var network = Network.From(module);
        var weight = module.get_parameter("1.weight")!.detach()[2].reshape(1, 2, 8, 8);
        using var taylor = new SimpleTaylor(network).Explain(images, Target.Class(2));
        using var sensitivity = new SensitivityAnalysis(network).Explain(images, Target.Class(2));
        Assert.InRange(Errors.Relative(taylor.Relevance, weight * images), 0, Tolerance);
        Assert.InRange(Errors.Relative(sensitivity.Relevance, weight.square().expand_as(images)), 0, Tolerance);
    }

    [Theory]
    [Seeds]
    public void The_gradient_agrees_with_central_differences(int seed)
    {
        var network = Network.From(RandomNetworks.Convolutional(seed, Biases.Any));
        var image = RandomNetworks.Images(seed, 1);
        var (_, gradient) = network.ScoresAndGradient(image, scores => Target.Class(0).Direction(scores, 0));
        // All 128 pixels in one batch each way. The network is piecewise linear: exact but for rounding, unless a kink lies within the step.
        const double step = 1e-6;
        var shifts = eye(128, dtype: ScalarType.Float64).reshape(128, 2, 8, 8) * step;
        var numeric = (network.Scores(image + shifts) - network.Scores(image - shifts)).select(1, 0) / (2 * step);
        Assert.InRange(Errors.Relative(gradient, numeric.reshape(1, 2, 8, 8)), 0, 1e-7);
    }

    [Theory]
    [Seeds]
    public void Graph_and_automatic_differentiation_give_the_same_gradient(int seed)
    {
        var module = RandomNetworks.Convolutional(seed, Biases.Any);
        var images = RandomNetworks.Images(seed);
        using var graph = new SimpleTaylor(Network.From(module)).Explain(images);
        using var autograd = new SimpleTaylor(new AutogradModel(module)).Explain(images);
        Assert.InRange(Errors.Relative(graph.Relevance, autograd.Relevance), 0, Tolerance);
        Assert.InRange(Errors.Relative(graph.Scores, autograd.Scores), 0, Tolerance);
    }

    [Fact]
    public void The_sign_is_that_of_the_score_not_of_the_loss()
    {
        // One pixel with a positive weight for class 0: it speaks for class 0, though the loss falls as it grows.
        var module = nn.Sequential(nn.Linear(1, 2, hasBias: false)).to(ScalarType.Float64);
        using (no_grad())
            module.get_parameter("0.weight")!.copy_(tensor(new[,] { { 2.0 }, { -1.0 } }));
        using var explanation = new SimpleTaylor(Network.From(module)).Explain(tensor(new[,] { { 3.0 } }), Target.Class(0));
        Assert.Equal(6, explanation.Relevance.item<double>(), 1e-12);
    }
}

using Relevance.Gradients;
using Relevance.Tests.Support;

namespace Relevance.Tests.Gradients;

/// <summary>What sensitivity analysis and simple Taylor decomposition must satisfy, in float64.</summary>
public class GradientIdentityTests
{
    private const double Tolerance = 1e-10;

    [Theory]
    [Seeds]
    public void Without_biases_the_relevances_of_simple_Taylor_sum_to_the_score(int seed)
    {
        var explanation = new SimpleTaylor(RandomNetworks.Convolutional(seed, Biases.None)).Explain(RandomNetworks.Images(seed));
        Assert.All(explanation.ExplainedScores.Zip(explanation.Residuals), pair => Assert.InRange(Math.Abs(pair.Second), 0, Tolerance * (1 + Math.Abs(pair.First))));
    }

    [Theory]
    [Seeds]
    public void The_score_is_gradient_times_input_plus_gradient_times_biases(int seed)
    {
        // f = x·∇f + Σ b·∂f/∂b; the second term by central differences in a common factor t of all biases, exact while no unit changes sides.
        var images = RandomNetworks.Images(seed, 1);
        var explanation = new SimpleTaylor(RandomNetworks.Convolutional(seed, Biases.Any)).Explain(images, Target.Class(seed % 4));
        const double step = 1e-7;
        var byBiases = (ScoreWithBiasesTimes(1 + step) - ScoreWithBiasesTimes(1 - step)) / (2 * step);
        Assert.Equal(explanation.ExplainedScores[0], explanation.TotalRelevances[0] + byBiases, 1e-6);

        double ScoreWithBiasesTimes(double factor) => RandomNetworks.Convolutional(seed, Biases.Any, factorOfBiases: factor).ScoresOf(images).Values[seed % 4];
    }

    [Theory]
    [Seeds]
    public void Without_biases_scaling_the_input_scales_Taylor_and_leaves_sensitivity_alone(int seed)
    {
        var network = RandomNetworks.Convolutional(seed, Biases.None);
        var images = RandomNetworks.Images(seed);
        var scaled = images.Map(x => 2.5 * x);
        var target = Target.Class(1);
        var (sensitivity, taylor) = (new SensitivityAnalysis(network), new SimpleTaylor(network));
        Assert.InRange(Errors.Relative(sensitivity.Explain(scaled, target).Relevance, sensitivity.Explain(images, target).Relevance), 0, Tolerance);
        Assert.InRange(Errors.Relative(taylor.Explain(scaled, target).Relevance, taylor.Explain(images, target).Relevance.Map(r => 2.5 * r)), 0, Tolerance);
    }

    [Fact]
    public void For_a_linear_model_Taylor_is_weight_times_input_and_sensitivity_is_the_squared_weight()
    {
        var (network, weights) = LinearModels.Random(3);
        var images = RandomNetworks.Images(3);
        var taylor = new SimpleTaylor(network).Explain(images, Target.Class(2));
        var sensitivity = new SensitivityAnalysis(network).Explain(images, Target.Class(2));
        Assert.InRange(Errors.Relative(taylor.Relevance, images.Map(weights.Only(2), (x, w) => w * x)), 0, Tolerance);
        Assert.InRange(Errors.Relative(sensitivity.Relevance, images.Map(weights.Only(2), (_, w) => w * w)), 0, Tolerance);
    }

    [Theory]
    [Seeds]
    public void The_gradient_agrees_with_central_differences(int seed)
    {
        var network = RandomNetworks.Convolutional(seed, Biases.Any);
        var image = RandomNetworks.Images(seed, 1);
        var (_, gradient) = network.ScoresAndGradient(image, (_, _, direction) => direction[0] = 1, TestContext.Current.CancellationToken);
        // All 128 pixels in one batch each way. The network is piecewise linear: exact but for rounding, unless a kink lies within the step.
        const double step = 1e-6;
        var (above, below) = (Shifted(step), Shifted(-step));
        var numeric = Tensors.Of([.. Enumerable.Range(0, 128).Select(i => (above.Image(i)[0] - below.Image(i)[0]) / (2 * step))], 1, [2, 8, 8]);
        Assert.InRange(Errors.Relative(gradient, numeric), 0, 1e-7);

        System.Numerics.Tensors.Tensor<double> Shifted(double by)
        {
            var shifted = Tensors.Select(image, [.. Enumerable.Repeat(0, 128)]);
            for (var i = 0; i < 128; i++)
                shifted.Image(i)[i] += by;
            return network.ScoresOf(shifted);
        }
    }

    [Fact]
    public void The_sign_is_that_of_the_score_not_of_the_loss()
    {
        // One pixel with a positive weight for class 0: it speaks for class 0, though the loss falls as it grows.
        var network = SmallNetworks.Linear(new[,] { { 2.0 }, { -1.0 } });
        Assert.Equal([6.0], new SimpleTaylor(network).Explain(Tensors.Of([3.0], 1, [1]), Target.Class(0)).Relevance.Values.ToArray());
    }
}

using Mnist.Networks;
using Mnist.Training;
using Relevance.Torch.Runtime;
using static TorchSharp.torch;

namespace Mnist.Tests.Training;

[Collection(LibtorchCollection.Name)]
public sealed class OptimizerTests
{
    public OptimizerTests() => TorchRuntime.Initialize();

    [Fact]
    public void Adam_makes_the_steps_of_TorchSharp_s_Adam()
    {
        using var scope = NewDisposeScope();
        var start = linspace(-1, 1, 20);
        var expected = new TorchSharp.Modules.Parameter(start.clone());
        var values = start.clone();
        var reference = optim.Adam([expected]);
        using var adam = new Adam(20);
        for (var step = 1; step <= 30; step++)
        {
            var gradient = (linspace(0.3, 5, 20) * step).sin() * Math.Pow(10, step % 5 - 3);
            expected.grad = gradient;
            reference.step();
            adam.Step(values, gradient, 0.001);
            Assert.True((values - expected).abs().max().item<float>() < 1e-6, $"step {step}");
        }
        Assert.True((values - start).abs().min().item<float>() > 1e-4);
    }

    [Fact]
    public void Moving_parameters_into_one_vector_changes_neither_the_scores_nor_the_gradients()
    {
        using var scope = NewDisposeScope();
        using var plain = Synthetic.Network.Build(seed: 4);
        using var network = Synthetic.Network.Build(seed: 4);
        using var parameters = new FlatParameters(network);
        plain.eval();
        network.eval();
        var images = linspace(-1, 1, 3 * 784).sin().reshape(3, 1, 28, 28);
        var (expected, scores) = (plain.call(images), network.call(images));
        Assert.Equal(expected.bytes.ToArray(), scores.bytes.ToArray());
        expected.square().sum().backward();
        scores.square().sum().backward();
        Assert.Equal(
            plain.parameters().SelectMany(parameter => parameter.grad!.bytes.ToArray()),
            parameters.Gradients.bytes.ToArray());
        Assert.Equal(plain.state_dict().Keys, network.state_dict().Keys);
    }

    [Fact]
    public void Projection_keeps_biases_at_zero_or_below_and_touches_nothing_else()
    {
        using var scope = NewDisposeScope();
        using var network = Synthetic.Network.Build(seed: 4);
        using var parameters = new FlatParameters(network);
        var weights = network.get_parameter("1.weight")!.clone();
        var biases = network.get_parameter("5.bias")!;
        using (no_grad())
            biases.copy_(tensor([0.5f, -0.25f, 0f]));
        parameters.ProjectBiases();
        Assert.Equal([0f, -0.25f, 0f], biases.data<float>().ToArray());
        Assert.Equal(weights.bytes.ToArray(), network.get_parameter("1.weight")!.bytes.ToArray());
    }

    [Fact]
    public void A_bias_that_was_held_at_zero_is_not_frozen()
    {
        using var scope = NewDisposeScope();
        using var state = new TrainingState(Synthetic.Options);
        var bias = state.Network.get_parameter("5.bias")!;
        void StepBy(float gradient)
        {
            state.Parameters.Gradients.zero_();
            state.Parameters.Gradients.narrow(0, state.Parameters.Gradients.numel() - 3, 3).fill_(gradient);
            state.Step(0.01, null);
        }
        for (var i = 0; i < 100; i++)
            StepBy(-1);
        Assert.Equal([0f, 0f, 0f], bias.data<float>().ToArray());
        for (var i = 0; i < 100; i++)
            StepBy(1);
        Assert.All(bias.data<float>().ToArray(), value => Assert.True(value < -0.01f));
        var low = bias[0].item<float>();
        for (var i = 0; i < 30; i++)
            StepBy(-1);
        Assert.True(bias[0].item<float>() > low, "A negative bias must be able to rise again.");
    }

    [Fact]
    public void The_one_cycle_schedule_rises_to_its_peak_and_falls_to_nearly_zero()
    {
        var options = Synthetic.Options with { LearningRate = 1, Schedule = LearningRateSchedule.OneCycle };
        var rates = Enumerable.Range(0, 1000).Select(step => options.LearningRateAt(step, 1000)).ToArray();
        Assert.Equal(0.04, rates[0], 1e-12);
        Assert.Equal(1, rates[300], 1e-12);
        Assert.True(rates[999] < 1e-4);
        Assert.Equal(rates[..301], rates[..301].Order());
        Assert.Equal(rates[300..], rates[300..].OrderDescending());
    }
}

using Relevance.Gradients;
using Relevance.Torch.Tests.Support;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace Relevance.Torch.Tests;

/// <summary>Modules as models with gradients by automatic differentiation.</summary>
public class AutogradModelTests
{
    [Fact]
    public void Gradients_in_float64_are_those_of_Captum() =>
        Assert.InRange(Errors.Relative(new GradientTimesInput(new AutogradModel(Golden.Module())).Explain(Golden.Images<double>(), Golden.Labels).Relevance, Golden.Read("captum.input_x_gradient")), 0, 1e-9);

    [Fact]
    public void Gradients_in_float32_are_right_though_oneDNN_may_not_be() =>
        Assert.InRange(Errors.Relative(new GradientTimesInput(new AutogradModel(Golden.Module(ScalarType.Float32))).Explain(
            Golden.Images<float>(), Golden.Labels, new ExplainOptions { BatchSize = 32 }).Relevance, Golden.Read("captum.input_x_gradient")), 0, RoundingBound.OfGradients);

    [Theory]
    [InlineData(20, 3)]
    [InlineData(24, 5)]
    [InlineData(40, 3)]
    public void Convolutions_in_float32_are_right_though_oneDNN_may_not_be(int channels, int kernel)
    {
        var module = nn.Conv2d(channels, 6, kernel);
        module.eval();
        var images = Arrays.Normal(1, 4, [channels, 12, 12]).Map(value => (float)value);
        var network = TorchNetwork.From(module);
        var bounds = RoundingBound.OfScores(network, images);
        foreach (var model in new Model[] { new AutogradModel(module), network })
            Assert.All(Errors.PerImage(model.Scores(images.To<float>()), network.Scores(images)).Zip(bounds), image => Assert.InRange(image.First, 0, image.Second));
    }

    [Fact]
    public void Neither_images_nor_parameters_are_touched()
    {
        var module = nn.Sequential(nn.ReLU(inplace: true), nn.Linear(3, 2));
        module.eval();
        var images = Tensors.Of([-1f, 2, -3], 1, [3]);
        var (scores, _) = new AutogradModel(module).ScoresAndGradient(images, Arrays.Everything);
        Assert.Equal([-1f, 2, -3], images.Values.ToArray());
        Assert.Equal(new AutogradModel(module).Scores(images).Values.ToArray(), scores.Values.ToArray());
        Assert.Equal([-1f, 2, -3], images.Values.ToArray());
        Assert.All(module.parameters(), parameter => Assert.Null(parameter.grad));
    }

    [Fact]
    public void A_module_that_returns_its_input_is_a_model()
    {
        var (scores, gradient) = new AutogradModel(nn.Identity().Evaluated()).ScoresAndGradient(Tensors.Of([1.0, 2], 1, [2]), Arrays.Everything);
        Assert.Equal([1.0, 2], scores.Values.ToArray());
        Assert.Equal([1.0, 1], gradient.Values.ToArray());
    }

    [Fact]
    public void Scores_that_do_not_depend_on_the_images_are_an_error()
    {
        var images = Tensors.Zeros<float>(2, [3]);
        // The output needs a gradient for the parameters, not for the images.
        Assert.Contains("does not depend", Assert.Throws<InvalidOperationException>(() => new AutogradModel(new Constant()).ScoresAndGradient(images, Arrays.Everything)).Message);
        Assert.Contains("does not depend", Assert.Throws<InvalidOperationException>(() => new AutogradModel(new Rounded().Evaluated()).ScoresAndGradient(images, Arrays.Everything)).Message);
    }

    [Fact]
    public void What_does_not_fit_is_an_error()
    {
        var linear = nn.Linear(3, 2);
        Assert.Contains("eval()", Assert.Throws<InvalidOperationException>(() => new AutogradModel(linear).Scores(Tensors.Zeros<float>(1, [3]))).Message);
        linear.eval();
        Assert.Contains("Float32", Assert.Throws<ArgumentException>(() => new AutogradModel(linear).Scores(Tensors.Zeros<double>(1, [3]))).Message);
        Assert.Contains("[N, K]", Assert.Throws<ArgumentException>(() => new AutogradModel(nn.Flatten(0).Evaluated()).Scores(Tensors.Zeros<float>(1, [3]))).Message);
        Assert.Throws<OperationCanceledException>(() => new AutogradModel(linear).Scores(Tensors.Zeros<float>(1, [3]), new CancellationToken(true)));
    }

    private sealed class Constant : nn.Module<Tensor, Tensor>
    {
        private readonly TorchSharp.Modules.Parameter scores = new(ones(2, 4));

        public Constant() : base("constant")
        {
            RegisterComponents();
            eval();
        }

        public override Tensor forward(Tensor input) => scores.clone();
    }

    private sealed class Rounded() : nn.Module<Tensor, Tensor>("rounded")
    {
        public override Tensor forward(Tensor input) => input.detach().round();
    }
}

internal static class ModuleExtensions
{
    /// <summary>The module in evaluation mode.</summary>
    internal static nn.Module<Tensor, Tensor> Evaluated(this nn.Module<Tensor, Tensor> module)
    {
        module.eval();
        return module;
    }
}

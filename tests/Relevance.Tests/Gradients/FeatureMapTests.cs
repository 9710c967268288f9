using Relevance.Gradients;
using Relevance.Networks;
using Relevance.Tests.Support;
using static TorchSharp.torch;

namespace Relevance.Tests.Gradients;

/// <summary>Grad-CAM and activation × gradient of a layer, in float64.</summary>
public class FeatureMapTests
{
    private const double Tolerance = 1e-10;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Grad_CAM_is_the_maps_weighted_by_their_mean_gradients_and_interpolated(bool isRectified)
    {
        // [2, 8, 8] → 3 maps of 6 × 6 → scores: the gradient of score k is row k of the last weights.
        var module = RandomNetworks.Fill(3, Biases.Any, nn.Sequential(nn.Conv2d(2, 3, 3), nn.Flatten(), nn.Linear(108, 4)));
        var network = Network.From(module);
        var images = RandomNetworks.Images(3);
        var maps = network.UpTo("0").Scores(images).view(-1, 3, 6, 6);
        var weights = module.get_parameter("2.weight")!.detach()[1].view(3, 36).mean([1]);
        using var explanation = new GradCam(network, isRectified: isRectified).Explain(images, Target.Class(1));
        Assert.Equal("0", explanation.Parameters["layer"]);
        for (var image = 0; image < 3; image++)
        {
            var map = new double[6, 6];
            for (var y = 0; y < 6; y++)
            {
                for (var x = 0; x < 6; x++)
                {
                    var sum = Enumerable.Range(0, 3).Sum(k => weights[k].item<double>() * maps[image, k, y, x].item<double>());
                    map[y, x] = isRectified ? Math.Max(0, sum) : sum;
                }
            }
            for (var y = 0; y < 8; y++)
            {
                for (var x = 0; x < 8; x++)
                    Assert.Equal(Interpolated(map, y, x), explanation.Relevance[image, 1, y, x].item<double>(), Tolerance);
            }
        }

        // Centres of pixels on centres of pixels, the border's values beyond it.
        static double Interpolated(double[,] map, int y, int x)
        {
            var (v, u) = (Math.Max(0, (y + 0.5) * 6 / 8 - 0.5), Math.Max(0, (x + 0.5) * 6 / 8 - 0.5));
            var (top, left) = ((int)v, (int)u);
            var (bottom, right) = (Math.Min(5, top + 1), Math.Min(5, left + 1));
            var (dy, dx) = (v - top, u - left);
            return (1 - dy) * ((1 - dx) * map[top, left] + dx * map[top, right]) + dy * ((1 - dx) * map[bottom, left] + dx * map[bottom, right]);
        }
    }

    [Theory]
    [Seeds]
    public void Activation_times_gradient_of_a_layer_has_its_shape_and_without_biases_behind_it_sums_to_the_score(int seed)
    {
        var network = Network.From(RandomNetworks.Convolutional(seed, Biases.None));
        var images = RandomNetworks.Images(seed);
        foreach (var (layer, shape) in new[] { ("0", new long[] { 3, 3, 8, 8 }), ("2", [3, 3, 4, 4]), ("3", [3, 5, 2, 2]), ("7", [3, 7]) })
        {
            using var explanation = new LayerActivationTimesGradient(network, layer).Explain(images);
            Assert.Equal(shape, explanation.Relevance.shape);
            Assert.All(explanation.Residuals, residual => Assert.InRange(Math.Abs(residual), 0, Tolerance * (1 + explanation.Relevance.abs().sum().item<double>())));
        }
    }

    [Fact]
    public void Activation_times_gradient_is_gradient_times_input_of_the_network_behind_the_layer()
    {
        var module = RandomNetworks.Convolutional(1, Biases.Any);
        var images = RandomNetworks.Images(1);
        var behind = Network.From(nn.Sequential([.. module.children().Skip(3).Cast<nn.Module<Tensor, Tensor>>()]));
        using var whole = new LayerActivationTimesGradient(Network.From(module), "2").Explain(images, Target.Class(0));
        var maps = Network.From(module).UpTo("2").Scores(images).view(-1, 3, 4, 4);
        using var part = new GradientTimesInput(behind).Explain(maps, Target.Class(0));
        Assert.InRange(Errors.Relative(whole.Relevance, part.Relevance), 0, Tolerance);
        using var overImage = new LayerActivationTimesGradient(Network.From(module), "2", overImage: true).Explain(images, Target.Class(0));
        Assert.Equal(images.shape, overImage.Relevance.shape);
        // From 4 × 4 to 8 × 8 each value has four times its weight, at the border as well.
        Assert.Equal(whole.TotalRelevances.Select(total => 4 * 2 * total), overImage.TotalRelevances, (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Fact]
    public void Layers_without_feature_maps_are_refused_with_their_name()
    {
        var network = Network.From(RandomNetworks.Convolutional(1, Biases.Any));
        var images = RandomNetworks.Images(1);
        Assert.Contains("'7'", Assert.Throws<ArgumentException>(() => new GradCam(network, "7").Explain(images)).Message, StringComparison.Ordinal);
        Assert.Contains("'7'", Assert.Throws<ArgumentException>(
            () => new LayerActivationTimesGradient(network, "7", overImage: true).Explain(images)).Message, StringComparison.Ordinal);
        Assert.Contains("no layer 'conv'", Assert.Throws<ArgumentException>(() => new GradCam(network, "conv")).Message, StringComparison.Ordinal);
        Assert.Contains("no convolution", Assert.Throws<ArgumentException>(() => new GradCam(LinearModels.Random(1).Network)).Message, StringComparison.Ordinal);
    }
}

using Relevance.Gradients;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Tests.Support;

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
        var network = new RandomStack(3, Biases.Any).Convolution(2, 3, 3).Add(new FlattenLayer()).Dense(108, 4).Build();
        var images = RandomNetworks.Images(3);
        var maps = network.UpTo("0").ScoresOf(images);
        var last = ((DenseMap)((LinearLayer)network.Find("2").Layer).Map).Weight;
        double[] weights = [.. Enumerable.Range(0, 3).Select(k => Enumerable.Range(0, 36).Average(place => last[108 + k * 36 + place]))];
        var explanation = new GradCam(network, isRectified: isRectified).Explain(images, Target.Class(1));
        Assert.Equal("0", explanation.Parameters["layer"]);
        Assert.Equal(images.Lengths.ToArray(), explanation.Relevance.Lengths.ToArray());
        for (var image = 0; image < 3; image++)
        {
            var map = new double[6, 6];
            for (var place = 0; place < 36; place++)
            {
                var sum = Enumerable.Range(0, 3).Sum(k => weights[k] * maps.Image(image)[k * 36 + place]);
                map[place / 6, place % 6] = isRectified ? Math.Max(0, sum) : sum;
            }
            for (var place = 0; place < 128; place++)
                Assert.Equal(Interpolated(map, place % 64 / 8, place % 8), explanation.Relevance.Image(image)[place], Tolerance);
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
    [InlineData(4, 8)]
    [InlineData(6, 8)]
    [InlineData(5, 28)]
    [InlineData(8, 3)]
    [InlineData(1, 7)]
    [InlineData(7, 7)]
    public void Interpolation_keeps_straight_lines_straight_between_the_outer_centres(int from, int to)
    {
        var rows = new ResizeAxis(to, IsLinear: true).Rows(from);
        Assert.Equal(to, rows.Length);
        foreach (var (output, row) in rows.Index())
        {
            var centre = Math.Clamp((output + 0.5) * from / to - 0.5, 0, from - 1);
            Assert.Equal(1, row.Sum(entry => entry.Weight), 1e-15);
            Assert.Equal(centre, row.Sum(entry => entry.Weight * entry.Place), 1e-12);
            Assert.All(row, entry => Assert.True(entry.Weight > 0 && entry.Place >= 0 && entry.Place < from));
        }
    }

    [Theory]
    [Seeds]
    public void Activation_times_gradient_of_a_layer_has_its_shape_and_without_biases_behind_it_sums_to_the_score(int seed)
    {
        var network = RandomNetworks.Convolutional(seed, Biases.None);
        var images = RandomNetworks.Images(seed);
        foreach (var (layer, shape) in new[] { ("0", Shape.Of([3, 8, 8])), ("2", [3, 4, 4]), ("3", [5, 2, 2]), ("7", [7]), ("9", [4]) })
        {
            var explanation = new LayerActivationTimesGradient(network, layer).Explain(images);
            Assert.Equal(3, explanation.Relevance.ImageCount);
            Assert.Equal(shape, explanation.Relevance.ImageShape);
            var scale = 1 + explanation.Relevance.Values.ToArray().Sum(Math.Abs);
            Assert.All(explanation.Residuals, residual => Assert.InRange(Math.Abs(residual), 0, Tolerance * scale));
        }
    }

    [Fact]
    public void Activation_times_gradient_is_gradient_times_input_of_the_network_behind_the_layer()
    {
        var network = RandomNetworks.Convolutional(1, Biases.Any);
        var images = RandomNetworks.Images(1);
        var builder = new NetworkBuilder();
        var behind = builder.Build(network.Nodes.Skip(3).Aggregate(builder.Input, (x, node) => builder.Add(node.Name, node.Layer, x)));
        var whole = new LayerActivationTimesGradient(network, "2").Explain(images, Target.Class(0));
        var maps = Tensors.Of(network.UpTo("2").ScoresOf(images).Values.ToArray(), 3, [3, 4, 4]);
        var part = new GradientTimesInput(behind).Explain(maps, Target.Class(0));
        Assert.InRange(Errors.Relative(whole.Relevance, part.Relevance), 0, Tolerance);
        var overImage = new LayerActivationTimesGradient(network, "2", overImage: true).Explain(images, Target.Class(0));
        Assert.Equal(images.ImageShape, overImage.Relevance.ImageShape);
        // From 4 × 4 to 8 × 8 each value has four times its weight, at the border as well.
        Assert.Equal(whole.TotalRelevances.Select(total => 4 * 2 * total), overImage.TotalRelevances, (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Fact]
    public void Layers_without_feature_maps_are_refused_with_their_name()
    {
        var network = RandomNetworks.Convolutional(1, Biases.Any);
        var images = RandomNetworks.Images(1);
        Assert.Contains("'7'", Assert.Throws<ArgumentException>(() => new GradCam(network, "7").Explain(images)).Message, StringComparison.Ordinal);
        Assert.Contains("'7'", Assert.Throws<ArgumentException>(
            () => new LayerActivationTimesGradient(network, "7", overImage: true).Explain(images)).Message, StringComparison.Ordinal);
        Assert.Contains("no layer 'conv'", Assert.Throws<ArgumentException>(() => new GradCam(network, "conv")).Message, StringComparison.Ordinal);
        Assert.Contains("no convolution", Assert.Throws<ArgumentException>(() => new GradCam(LinearModels.Random(1).Network)).Message, StringComparison.Ordinal);
    }
}

using System.Numerics.Tensors;
using Relevance.Averaging;
using Relevance.Gradients;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Randomness;
using Relevance.Tests.Support;

namespace Relevance.Tests.Averaging;

/// <summary>What wrappers of explainers must satisfy, in float64.</summary>
public class AveragingTests
{
    private const double Tolerance = 1e-10;

    [Fact]
    public void The_average_over_no_shift_is_the_identity()
    {
        var lrp = new LayerwiseRelevancePropagation(Golden.Network, NamedComposites.Default.Create(Golden.Low, Golden.High));
        var plain = lrp.Explain(Golden.Images<double>());
        var average = new TranslationAverage(lrp, Golden.Low, 0).Explain(Golden.Images<double>());
        Assert.Equal(plain.Relevance.Bits(), average.Relevance.Bits());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void The_translation_average_is_what_plain_loops_over_shifts_and_pixels_give(int radius)
    {
        double[] outside = [-0.3, 0.4];
        var gradient = new GradientTimesInput(RandomNetworks.Convolutional(11, Biases.Any));
        var images = RandomNetworks.Images(11, 2);
        var explanation = new TranslationAverage(gradient, new(outside), radius).Explain(images, Target.Class(1), new ExplainOptions { BatchSize = 5 });
        var (sums, shifts) = (new double[2, 2, 8, 8], new int[8, 8]);
        for (var down = -radius; down <= radius; down++)
        {
            for (var right = -radius; right <= radius; right++)
            {
                var shifted = Images.Of(2, [2, 8, 8], (image, channel, y, x) => Inside(y - down, x - right) ? images.At(image, channel, y - down, x - right) : outside[channel]);
                var found = gradient.Explain(shifted, Target.Class(1)).Relevance;
                for (var i = 0; i < 256; i++)
                {
                    var (image, channel, y, x) = (i / 128, i / 64 % 2, i / 8 % 8, i % 8);
                    if (!Inside(y + down, x + right))
                        continue;
                    sums[image, channel, y, x] += found.At(image, channel, y + down, x + right);
                    shifts[y, x] += i < 64 ? 1 : 0;
                }
            }
        }
        Assert.InRange(Errors.Relative(explanation.Relevance, Images.Of(2, [2, 8, 8], (image, channel, y, x) => sums[image, channel, y, x] / shifts[y, x])), 0, 1e-9);

        static bool Inside(int y, int x) => y is >= 0 and < 8 && x is >= 0 and < 8;
    }

    [Fact]
    public void Twenty_five_shifts_cost_twenty_five_explanations_and_nothing_else()
    {
        var spy = new SpyModel(Golden.Network);
        new TranslationAverage(new InputGradient(spy), Golden.Low).Explain(Golden.Images<double>(), null, new ExplainOptions { BatchSize = 32 });
        Assert.Equal(25 * 32, spy.Gradients.Sum());
        Assert.Empty(spy.Forward);
    }

    [Fact]
    public void Shifts_larger_than_the_image_are_refused()
    {
        var gradient = new InputGradient(RandomNetworks.Convolutional(1, Biases.Any));
        Assert.Contains("shifted by 8 pixels", Assert.Throws<ArgumentException>(
            () => new TranslationAverage(gradient, 0, 8).Explain(RandomNetworks.Images(1))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TranslationAverage(gradient, 0, -1));
    }

    [Fact]
    public void Relevance_of_a_hidden_layer_is_not_shifted_but_averaged_over_noise()
    {
        var lrp = new LayerwiseRelevancePropagation(Golden.Network, NamedComposites.Default.Create(Golden.Low, Golden.High), "3");
        Assert.Contains("hidden layer", Assert.Throws<ArgumentException>(
            () => new TranslationAverage(lrp, Golden.Low).Explain(Golden.Images<double>())).Message, StringComparison.Ordinal);
        var plain = lrp.Explain(Golden.Images<double>());
        var smooth = new SmoothGrad(lrp, 2, noise: 0).Explain(Golden.Images<double>());
        Assert.InRange(Errors.Relative(smooth.Relevance, plain.Relevance), 0, Tolerance);
    }

    [Fact]
    public void Without_noise_SmoothGrad_is_what_it_wraps_and_VarGrad_is_nothing()
    {
        var gradient = new InputGradient(Golden.Network);
        var plain = gradient.Explain(Golden.Images<double>());
        var smooth = new SmoothGrad(gradient, 4, noise: 0).Explain(Golden.Images<double>());
        var squared = new SmoothGradSquared(gradient, 4, noise: 0).Explain(Golden.Images<double>());
        var variance = new VarGrad(gradient, 4, noise: 0).Explain(Golden.Images<double>());
        Assert.InRange(Errors.Relative(smooth.Relevance, plain.Relevance), 0, Tolerance);
        Assert.InRange(Errors.Relative(squared.Relevance, Square(plain.Relevance)), 0, Tolerance);
        Assert.InRange(variance.Relevance.Largest(), 0, Tolerance);
    }

    [Fact]
    public void The_mean_of_squares_is_the_square_of_the_mean_and_the_variance()
    {
        var gradient = new InputGradient(Golden.Network);
        var smooth = new SmoothGrad(gradient, 10, 0.2, 3).Explain(Golden.Images<double>());
        var squared = new SmoothGradSquared(gradient, 10, 0.2, 3).Explain(Golden.Images<double>());
        var variance = new VarGrad(gradient, 10, 0.2, 3).Explain(Golden.Images<double>());
        Assert.True(variance.Relevance.Largest() > 0);
        var sum = Square(smooth.Relevance);
        Spans.Add<double>(sum.Values, variance.Relevance.Values);
        Assert.InRange(Errors.Relative(sum, squared.Relevance), 0, Tolerance);
    }

    [Fact]
    public void Mean_and_variance_are_those_of_plain_loops_over_the_noisy_copies()
    {
        var gradient = new InputGradient(RandomNetworks.Convolutional(2, Biases.Any));
        var images = RandomNetworks.Images(2);
        const int samples = 6;
        double[][] found = [.. Enumerable.Range(0, samples).Select(sample => gradient.Explain(
            Images.Of(3, [2, 8, 8], (image, channel, row, column) => images.At(image, channel, row, column)
                + 0.3 * (images.Image(image).ToArray().Max() - images.Image(image).ToArray().Min()) * new RandomNumbers(4, sample).Normal(channel * 64 + row * 8 + column)),
            Target.Class(1)).Relevance.Values.ToArray())];
        double[] means = [.. Enumerable.Range(0, 3 * 128).Select(i => found.Average(each => each[i]))];
        double[] variances = [.. means.Select((mean, i) => found.Average(each => (each[i] - mean) * (each[i] - mean)))];
        Assert.InRange(Errors.Relative(new SmoothGrad(gradient, samples, 0.3, 4).Explain(images, Target.Class(1)).Relevance, Tensors.Of(means, 3, [2, 8, 8])), 0, Tolerance);
        Assert.InRange(Errors.Relative(new VarGrad(gradient, samples, 0.3, 4).Explain(images, Target.Class(1)).Relevance, Tensors.Of(variances, 3, [2, 8, 8])), 0, Tolerance);
    }

    [Fact]
    public void Of_a_linear_score_the_gradient_has_no_noise_and_gradient_times_input_has_that_of_the_image()
    {
        var (network, weights) = LinearModels.Random(4);
        var images = RandomNetworks.Images(4);
        var gradient = new VarGrad(new InputGradient(network), 5).Explain(images, Target.Class(0));
        var product = new VarGrad(new GradientTimesInput(network), 20_000, noise: 0.3).Explain(images, Target.Class(0), new ExplainOptions { BatchSize = 1000 });
        Assert.InRange(gradient.Relevance.Largest(), 0, 1e-20);
        // The variance of w·(x + n) is w²σ², σ = 0.3 · (max − min); the estimate is good to √(2/samples).
        double[] deviations = [.. Enumerable.Range(0, 3).Select(image => 0.3 * (images.Image(image).ToArray().Max() - images.Image(image).ToArray().Min()))];
        Assert.InRange(Errors.Relative(product.Relevance, Images.Of(3, [2, 8, 8], (image, channel, row, column) => Math.Pow(weights.At(0, channel, row, column) * deviations[image], 2))), 0, 0.05);
    }

    [Fact]
    public void Another_seed_is_another_noise_and_the_batch_makes_no_difference()
    {
        var gradient = new InputGradient(Golden.Network);
        var first = new SmoothGrad(gradient, 5).Explain(Golden.Images<double>());
        var other = new SmoothGrad(gradient, 5, seed: 1).Explain(Golden.Images<double>());
        var small = new SmoothGrad(gradient, 5).Explain(Golden.Images<double>(), null, new ExplainOptions { BatchSize = 3 });
        var single = new SmoothGrad(gradient, 5).Explain(Tensors.Range(Golden.Images<double>(), 7, 1));
        Assert.True(Errors.Relative(other.Relevance, first.Relevance) > 1e-3);
        Assert.Equal(first.Relevance.Bits(), small.Relevance.Bits());
        Assert.Equal(Tensors.Range(first.Relevance, 7, 1).Bits(), single.Relevance.Bits());
    }

    [Fact]
    public void Both_types_see_the_same_noise_whether_it_is_kept_or_drawn_again()
    {
        var (kept, again, singles) = (new Noise<double>(3, 4, 10), new Noise<double>(3, 4, 10, mostKept: 25), new Noise<float>(3, 4, 10));
        foreach (var sample in new[] { 0, 3, 3, 2, 1, 3 })
        {
            Assert.Equal(kept.Of(sample).ToArray(), again.Of(sample).ToArray());
            Assert.Equal(kept.Of(sample).ToArray().Select(value => (float)value), singles.Of(sample).ToArray());
        }
    }

    [Fact]
    public void Noisy_copies_are_explained_for_the_class_of_their_original()
    {
        var gradient = new InputGradient(Golden.Network);
        var predicted = new SmoothGrad(gradient, 20, noise: 1).Explain(Golden.Images<double>());
        int[] classes = [.. Enumerable.Range(0, 32).Select(image => predicted.Scores.Image(image).ToArray()).Select(scores => scores.IndexOf(scores.Max()))];
        var named = new SmoothGrad(gradient, 20, noise: 1).Explain(Golden.Images<double>(), Target.Labels(classes));
        Assert.Equal(named.Relevance.Bits(), predicted.Relevance.Bits());
    }

    [Fact]
    public void Wrappers_wrap_wrappers_and_list_the_parameters_of_all()
    {
        var inner = new TranslationAverage(new VarGrad(new InputGradient(Golden.Network), 2), Golden.Low, 1);
        var explanation = new SmoothGrad(inner, 1, noise: 0).Explain(Golden.Images<double>());
        var expected = inner.Explain(Golden.Images<double>());
        Assert.InRange(Errors.Relative(explanation.Relevance, expected.Relevance), 0, Tolerance);
        Assert.Equal("translation-average", explanation.Parameters["wraps"]);
        Assert.Equal("vargrad", explanation.Parameters["translation-average.wraps"]);
        Assert.Equal(2, explanation.Parameters["translation-average.vargrad.samples"]);
        Assert.Equal(false, explanation.Parameters["translation-average.vargrad.gradient.absolute"]);
        Assert.Equal(1, explanation.Parameters["translation-average.radius"]);
        Assert.All(explanation.Parameters.Values, value => Assert.True(value is string or bool or int or long or double));
        Assert.False(new TranslationAverage(new SensitivityAnalysis(Golden.Network), 0).IsSigned);
    }

    private static Tensor<double> Square(Tensor<double> values) => Tensors.Of([.. values.Values.ToArray().Select(value => value * value)], values.ImageCount, values.ImageShape);
}

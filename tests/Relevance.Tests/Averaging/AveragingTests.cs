using Relevance.Averaging;
using Relevance.Baselines;
using Relevance.Gradients;
using Relevance.Networks;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Tests.Support;
using static TorchSharp.torch;

namespace Relevance.Tests.Averaging;

/// <summary>What wrappers of explainers must satisfy, in float64.</summary>
public class AveragingTests
{
    private const double Tolerance = 1e-10;

    [Fact]
    public void The_average_over_no_shift_is_the_identity()
    {
        var lrp = new LayerwiseRelevancePropagation(Golden.Network(), NamedComposites.Default.Create(Golden.Low, Golden.High));
        using var plain = lrp.Explain(Golden.Images());
        using var average = new TranslationAverage(lrp, Golden.Low, 0).Explain(Golden.Images());
        Assert.Equal(plain.Relevance.bytes.ToArray(), average.Relevance.bytes.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void The_translation_average_is_what_plain_loops_over_shifts_and_pixels_give(int radius)
    {
        var module = RandomNetworks.Convolutional(11, Biases.Any);
        var images = RandomNetworks.Images(11, 2);
        using var explanation = new TranslationAverage(new GradientTimesInput(Network.From(module)), -0.3, radius)
            .Explain(images, Target.Class(1), new ExplainOptions { BatchSize = 5 });
        for (var i = 0; i < 2; i++)
            Assert.InRange(Errors.Relative(explanation.Relevance[i].unsqueeze(0), Naive(new GradientTimesInput(new AutogradModel(module)), images[i], radius)), 0, 1e-9);

        static Tensor Naive(Explainer explainer, Tensor image, int radius)
        {
            var sum = new double[2, 8, 8];
            var shifts = new int[8, 8];
            var pixels = image.contiguous().data<double>().ToArray();
            for (var down = -radius; down <= radius; down++)
            {
                for (var right = -radius; right <= radius; right++)
                {
                    var shifted = new double[2, 8, 8];
                    Each((channel, y, x) => shifted[channel, y, x] = Inside(y - down, x - right) ? pixels[(channel * 64) + ((y - down) * 8) + x - right] : -0.3);
                    using var found = explainer.Explain(tensor(shifted).unsqueeze(0), Target.Class(1));
                    var relevance = found.Relevance.contiguous().data<double>().ToArray();
                    Each((channel, y, x) =>
                    {
                        if (!Inside(y + down, x + right))
                            return;
                        sum[channel, y, x] += relevance[(channel * 64) + ((y + down) * 8) + x + right];
                        shifts[y, x] += channel == 0 ? 1 : 0;
                    });
                }
            }
            Each((channel, y, x) => sum[channel, y, x] /= shifts[y, x]);
            return tensor(sum).unsqueeze(0);
        }

        static bool Inside(int y, int x) => y is >= 0 and < 8 && x is >= 0 and < 8;

        static void Each(Action<int, int, int> action)
        {
            for (var i = 0; i < 128; i++)
                action(i / 64, i / 8 % 8, i % 8);
        }
    }

    [Fact]
    public void Twenty_five_shifts_cost_twenty_five_explanations_and_nothing_else()
    {
        var spy = new SpyModel(Golden.Network());
        using var explanation = new TranslationAverage(new InputGradient(spy), Golden.Low).Explain(Golden.Images(), null, new ExplainOptions { BatchSize = 32 });
        Assert.Equal(25 * 32, spy.Gradients.Sum());
        Assert.Empty(spy.Forward);
    }

    [Fact]
    public void Shifts_larger_than_the_image_are_refused()
    {
        var gradient = new InputGradient(Network.From(RandomNetworks.Convolutional(1, Biases.Any)));
        Assert.Contains("shifted by 8 pixels", Assert.Throws<ArgumentException>(
            () => new TranslationAverage(gradient, 0, 8).Explain(RandomNetworks.Images(1))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TranslationAverage(gradient, 0, -1));
    }

    [Fact]
    public void Relevance_of_a_hidden_layer_is_not_shifted()
    {
        var lrp = new LayerwiseRelevancePropagation(Golden.Network(), NamedComposites.Default.Create(Golden.Low, Golden.High), "3");
        Assert.Contains("hidden layer", Assert.Throws<ArgumentException>(() => new TranslationAverage(lrp, Golden.Low).Explain(Golden.Images())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_noise_SmoothGrad_is_what_it_wraps_and_VarGrad_is_nothing()
    {
        var gradient = new InputGradient(Golden.Network());
        using var plain = gradient.Explain(Golden.Images());
        using var smooth = new SmoothGrad(gradient, 4, noise: 0).Explain(Golden.Images());
        using var squared = new SmoothGradSquared(gradient, 4, noise: 0).Explain(Golden.Images());
        using var variance = new VarGrad(gradient, 4, noise: 0).Explain(Golden.Images());
        Assert.InRange(Errors.Relative(smooth.Relevance, plain.Relevance), 0, Tolerance);
        Assert.InRange(Errors.Relative(squared.Relevance, plain.Relevance.square()), 0, Tolerance);
        Assert.InRange(variance.Relevance.abs().max().item<double>(), 0, Tolerance);
    }

    [Fact]
    public void The_mean_of_squares_is_the_square_of_the_mean_and_the_variance()
    {
        var gradient = new InputGradient(Golden.Network());
        using var smooth = new SmoothGrad(gradient, 10, 0.2, 3).Explain(Golden.Images());
        using var squared = new SmoothGradSquared(gradient, 10, 0.2, 3).Explain(Golden.Images());
        using var variance = new VarGrad(gradient, 10, 0.2, 3).Explain(Golden.Images());
        Assert.True(variance.Relevance.max().item<double>() > 0);
        Assert.InRange(Errors.Relative(smooth.Relevance.square() + variance.Relevance, squared.Relevance), 0, Tolerance);
    }

    [Fact]
    public void Of_a_linear_score_the_gradient_has_no_noise_and_gradient_times_input_has_that_of_the_image()
    {
        var (network, weights) = LinearModels.Random(4);
        var images = RandomNetworks.Images(4);
        using var gradient = new VarGrad(new InputGradient(network), 5).Explain(images, Target.Class(0));
        using var product = new VarGrad(new GradientTimesInput(network), 20_000, noise: 0.3).Explain(images, Target.Class(0), new ExplainOptions { BatchSize = 1000 });
        Assert.InRange(gradient.Relevance.abs().max().item<double>(), 0, 1e-20);
        // The variance of w·(x + n) is w²σ², σ = 0.3 · (max − min); the estimate is good to √(2/samples).
        var range = images.amax([1, 2, 3], keepdim: true) - images.amin([1, 2, 3], keepdim: true);
        Assert.InRange(Errors.Relative(product.Relevance, (weights[0] * 0.3 * range).square()), 0, 0.05);
    }

    [Fact]
    public void Another_seed_is_another_noise_and_the_batch_makes_no_difference()
    {
        var gradient = new InputGradient(Golden.Network());
        using var first = new SmoothGrad(gradient, 5).Explain(Golden.Images());
        using var other = new SmoothGrad(gradient, 5, seed: 1).Explain(Golden.Images());
        using var small = new SmoothGrad(gradient, 5).Explain(Golden.Images(), null, new ExplainOptions { BatchSize = 3 });
        using var single = new SmoothGrad(gradient, 5).Explain(Golden.Images()[7..8]);
        Assert.True(Errors.Relative(other.Relevance, first.Relevance) > 1e-3);
        Assert.InRange(Errors.Relative(small.Relevance, first.Relevance), 0, Tolerance);
        Assert.InRange(Errors.Relative(single.Relevance, first.Relevance[7..8]), 0, Tolerance);
    }

    [Fact]
    public void Noisy_copies_are_explained_for_the_class_of_their_original()
    {
        var gradient = new InputGradient(Golden.Network());
        using var predicted = new SmoothGrad(gradient, 20, noise: 1).Explain(Golden.Images());
        using var named = new SmoothGrad(gradient, 20, noise: 1).Explain(Golden.Images(), Target.Labels(predicted.Scores.argmax(1).data<long>().ToArray()));
        Assert.Equal(named.Relevance.bytes.ToArray(), predicted.Relevance.bytes.ToArray());
    }

    [Fact]
    public void Wrappers_wrap_wrappers_and_list_the_parameters_of_all()
    {
        var inner = new TranslationAverage(new IntegratedGradients(Golden.Network(), Baseline.Zero, 2), Golden.Low, 1);
        using var explanation = new SmoothGrad(inner, 1, noise: 0).Explain(Golden.Images());
        using var expected = inner.Explain(Golden.Images());
        Assert.InRange(Errors.Relative(explanation.Relevance, expected.Relevance), 0, Tolerance);
        Assert.Equal("translation-average", explanation.Parameters["wraps"]);
        Assert.Equal("integrated-gradients", explanation.Parameters["translation-average.wraps"]);
        Assert.Equal(2, explanation.Parameters["translation-average.integrated-gradients.steps"]);
        Assert.Equal(1, explanation.Parameters["translation-average.radius"]);
        Assert.All(explanation.Parameters.Values, value => Assert.True(value is string or bool or int or long or double));
    }
}

using System.Numerics.Tensors;
using Relevance.Baselines;
using Relevance.Maps;
using Relevance.Tests.Support;

namespace Relevance.Tests;

public class BaselineTests
{
    private static readonly Tensor<double> Random = RandomNetworks.Images(9);

    [Fact]
    public void Baselines_that_do_not_depend_on_the_image_are_one_image_for_all()
    {
        Assert.All(Baseline.Black(-0.4).For(Random).Values.ToArray(), value => Assert.Equal(-0.4, value));
        Assert.All(Baseline.Zero.For(Tensors.Of(new float[128], 1, [2, 8, 8])).Values.ToArray(), value => Assert.Equal(0, value));
        foreach (var baseline in new[] { Baseline.Black(-0.4), Baseline.Zero, Baseline.Given(Random.Image(1), [2, 8, 8]), Baseline.Given(Random.Image(1), [1, 2, 8, 8]) })
        {
            Assert.False(baseline.DependsOnImage);
            var all = baseline.For(Random);
            Assert.Equal([3, 2, 8, 8], all.Lengths.ToArray());
            Assert.Equal(all.Image(0).ToArray(), all.Image(2).ToArray());
        }
        Assert.Equal(Random.Image(1).ToArray(), Baseline.Given(Random.Image(1), [2, 8, 8]).For(Random).Image(0).ToArray());
    }

    [Fact]
    public void Channels_can_have_a_black_of_their_own()
    {
        var black = Baseline.Black(new ChannelValues(-0.4, 0.3)).For(Random);
        Assert.Equal((-0.4, 0.3), (black.At(2, 0, 7, 7), black.At(0, 1, 0, 0)));
    }

    [Fact]
    public void The_mean_is_that_of_each_channel_of_each_image()
    {
        var mean = Baseline.Mean.For(Random);
        Assert.Equal(Random.Image(2)[64..].ToArray().Average(), mean.At(2, 1, 3, 7), 1e-14);
        Assert.Equal(Random.Image(0)[..64].ToArray().Average(), mean.At(0, 0, 0, 0), 1e-14);
        Assert.Equal(2, Baseline.Mean.For(Tensors.Of([1.0, 3.0], 1, [2])).Image(0)[1]);
        Assert.True(Baseline.Mean.DependsOnImage);
    }

    [Fact]
    public void The_blur_is_a_Gaussian_mean_over_the_pixels_there_are()
    {
        const double sigma = 1.7;
        var blurred = Baseline.Blurred(sigma).For(Random);
        foreach (var (y, x) in new[] { (0, 0), (3, 5), (7, 2) })
        {
            var (sum, weights) = (0.0, 0.0);
            for (var v = 0; v < 8; v++)
            {
                for (var u = 0; u < 8; u++)
                {
                    var weight = Math.Exp(-((v - y) * (v - y) + (u - x) * (u - x)) / (2 * sigma * sigma));
                    sum += weight * Random.At(1, 1, v, u);
                    weights += weight;
                }
            }
            Assert.Equal(sum / weights, blurred.At(1, 1, y, x), 1e-12);
        }
    }

    [Fact]
    public void A_baseline_that_cannot_be_is_refused_with_its_reason()
    {
        Assert.Contains("[1, 8, 8]", Message(() => Baseline.Given(new double[64], [1, 8, 8]).For(Random)), StringComparison.Ordinal);
        Assert.Contains("[N, 5]", Message(() => Baseline.Blurred().For(Tensors.Zeros<float>(2, [5]))), StringComparison.Ordinal);
        Assert.Contains("above 0", Message(() => Baseline.Blurred(0)), StringComparison.Ordinal);
        Assert.Contains("finite", Message(() => Baseline.Black(double.NaN)), StringComparison.Ordinal);

        static string Message(Action action) => Assert.ThrowsAny<ArgumentException>(action).Message;
    }

    [Fact]
    public void A_baseline_says_what_it_is() => Assert.Equal(
        ["black(-0.5)", "zero", "mean", "blurred(sigma=2.5)", "given"],
        new[] { Baseline.Black(-0.5), Baseline.Zero, Baseline.Mean, Baseline.Blurred(2.5), Baseline.Given(Random.Image(0), [2, 8, 8]) }.Select(baseline => baseline.ToString()));
}

using Relevance.Baselines;
using Relevance.Tests.Support;
using static TorchSharp.torch;

namespace Relevance.Tests;

public class BaselineTests
{
    private static readonly Tensor Images = RandomNetworks.Images(9).DetachFromDisposeScope();

    [Fact]
    public void Baselines_that_do_not_depend_on_the_image_are_one_image_for_all()
    {
        Assert.All(Baseline.Black(-0.4).For(Images).data<double>(), value => Assert.Equal(-0.4, value));
        Assert.All(Baseline.Zero.For(Images.to(ScalarType.Float32)).data<float>(), value => Assert.Equal(0, value));
        foreach (var baseline in new[] { Baseline.Black(-0.4), Baseline.Zero, Baseline.Given(Images[1]), Baseline.Given(Images[1..2]) })
        {
            Assert.False(baseline.DependsOnImage);
            Assert.Equal([1, 2, 8, 8], baseline.For(Images).shape);
        }
        Assert.Equal(Images[1].contiguous().data<double>().ToArray(), Baseline.Given(Images[1]).For(Images).data<double>().ToArray());
    }

    [Fact]
    public void The_mean_is_that_of_each_channel_of_each_image()
    {
        var mean = Baseline.Mean.For(Images);
        Assert.Equal(Images[2, 1].mean().item<double>(), mean[2, 1, 3, 7].item<double>(), 1e-14);
        Assert.Equal(Images[0, 0].mean().item<double>(), mean[0, 0, 0, 0].item<double>(), 1e-14);
        Assert.Equal(2, Baseline.Mean.For(tensor(new[,] { { 1.0, 3.0 } }))[0, 1].item<double>());
    }

    [Fact]
    public void The_blur_is_a_Gaussian_mean_over_the_pixels_there_are()
    {
        const double sigma = 1.7;
        var blurred = Baseline.Blurred(sigma).For(Images);
        foreach (var (y, x) in new[] { (0, 0), (3, 5), (7, 2) })
        {
            var (sum, weights) = (0.0, 0.0);
            for (var v = 0; v < 8; v++)
            {
                for (var u = 0; u < 8; u++)
                {
                    var weight = Math.Exp(-((v - y) * (v - y) + (u - x) * (u - x)) / (2 * sigma * sigma));
                    sum += weight * Images[1, 1, v, u].item<double>();
                    weights += weight;
                }
            }
            Assert.Equal(sum / weights, blurred[1, 1, y, x].item<double>(), 1e-12);
        }
    }

    [Fact]
    public void A_baseline_that_cannot_be_is_refused_with_its_reason()
    {
        Assert.Contains("[1, 8, 8]", Message(() => Baseline.Given(zeros([1, 8, 8])).For(Images)), StringComparison.Ordinal);
        Assert.Contains("[2, 5]", Message(() => Baseline.Blurred().For(zeros([2, 5]))), StringComparison.Ordinal);
        Assert.Contains("above 0", Message(() => Baseline.Blurred(0)), StringComparison.Ordinal);
        Assert.Contains("finite", Message(() => Baseline.Black(double.NaN)), StringComparison.Ordinal);

        static string Message(Action action) => Assert.ThrowsAny<ArgumentException>(action).Message;
    }

    [Fact]
    public void A_baseline_says_what_it_is() => Assert.Equal(
        ["black(-0.5)", "zero", "mean", "blurred(sigma=2.5)", "given"],
        new[] { Baseline.Black(-0.5), Baseline.Zero, Baseline.Mean, Baseline.Blurred(2.5), Baseline.Given(Images[0]) }.Select(baseline => baseline.ToString()));
}

using Relevance.Baselines;
using Relevance.Networks;
using Relevance.Perturbation;
using Relevance.Tests.Support;
using static TorchSharp.torch;

namespace Relevance.Tests.Perturbation;

/// <summary>Occlusion against loops over windows and pixels, in float64.</summary>
public class OcclusionTests
{
    private const double Tolerance = 1e-10;

    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(3, 3, 1, 1)]
    [InlineData(3, 2, 2, 1)]
    [InlineData(5, 3, 5, 2)]
    [InlineData(3, 5, 3, 3)]
    [InlineData(8, 8, 8, 3)]
    public void A_pixel_has_the_mean_loss_over_the_windows_that_cover_it(int height, int width, int down, int across)
    {
        var network = Network.From(RandomNetworks.Convolutional(1, Biases.Any));
        var images = RandomNetworks.Images(1);
        var expected = zeros([3, 8, 8], ScalarType.Float64);
        var covering = zeros([8, 8], ScalarType.Float64);
        foreach (var top in Starts(height, down))
        {
            foreach (var left in Starts(width, across))
            {
                using var occluded = images.clone();
                occluded[.., .., top..Math.Min(8, top + height), left..Math.Min(8, left + width)] = -0.3;
                var lost = (network.Scores(images) - network.Scores(occluded))[.., 2];
                expected[.., top..Math.Min(8, top + height), left..Math.Min(8, left + width)] += lost.view(3, 1, 1);
                covering[top..Math.Min(8, top + height), left..Math.Min(8, left + width)] += 1;
            }
        }
        using var explanation = new Occlusion(network, Baseline.Black(-0.3), (height, width), (down, across)).Explain(images, Target.Class(2));
        Assert.InRange(Errors.Relative(explanation.Relevance, (expected / covering).unsqueeze(1).expand(3, 2, 8, 8)), 0, Tolerance);

        // Steps until the axis is covered.
        static IEnumerable<int> Starts(int window, int stride)
        {
            for (var start = 0; ; start += stride)
            {
                yield return start;
                if (start + window >= 8)
                    yield break;
            }
        }
    }

    [Theory]
    [InlineData(OcclusionMeasure.ScoreWithout)]
    [InlineData(OcclusionMeasure.ScoreOfWindow)]
    public void The_other_measures_add_up_scores_over_windows_that_wrap(OcclusionMeasure measure)
    {
        var network = Network.From(RandomNetworks.Convolutional(2, Biases.Any));
        var images = RandomNetworks.Images(2);
        var expected = zeros([3, 8, 8], ScalarType.Float64);
        for (var top = 0; top < 8; top += 2)
        {
            for (var left = 0; left < 8; left++)
            {
                using var window = zeros([8, 8], ScalarType.Float64);
                for (var y = 0; y < 3; y++)
                {
                    for (var x = 0; x < 2; x++)
                        window[(top + y) % 8, (left + x) % 8] = 1;
                }
                var kept = measure == OcclusionMeasure.ScoreOfWindow ? window : 1 - window;
                expected += network.Scores(images * kept)[.., 0].view(3, 1, 1) * window;
            }
        }
        using var explanation = new Occlusion(network, Baseline.Zero, (3, 2), (2, 1), measure).Explain(images, Target.Class(0));
        Assert.InRange(Errors.Relative(explanation.Relevance, expected.unsqueeze(1).expand(3, 2, 8, 8)), 0, Tolerance);
    }

    [Fact]
    public void Each_place_of_the_window_costs_one_pass_and_the_image_one_more()
    {
        var spy = new SpyModel(Network.From(RandomNetworks.Convolutional(1, Biases.Any)));
        using var explanation = new Occlusion(spy, Baseline.Zero).Explain(RandomNetworks.Images(1), null, new ExplainOptions { BatchSize = 100 });
        Assert.Equal(3 * (36 + 1), spy.Forward.Sum());
        Assert.Equal(1 + 2, spy.Forward.Count);
    }

    [Fact]
    public void Where_the_window_covers_what_the_baseline_has_anyway_nothing_is_lost()
    {
        var network = Network.From(RandomNetworks.Convolutional(3, Biases.Any));
        using var images = RandomNetworks.Images(3);
        images[.., .., 5.., ..] = 0;
        using var explanation = new Occlusion(network, Baseline.Zero, 1).Explain(images);
        Assert.InRange(explanation.Relevance[.., .., 5.., ..].abs().max().item<double>(), 0, 1e-13);
    }

    [Fact]
    public void A_window_that_cannot_be_is_refused_with_its_reason()
    {
        var network = Network.From(RandomNetworks.Convolutional(1, Biases.Any));
        Assert.Contains("from 1 to the window's 3 pixels", Assert.Throws<ArgumentOutOfRangeException>(() => new Occlusion(network, Baseline.Zero, 3, 4)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Occlusion(network, Baseline.Zero, 0));
        Assert.Contains("larger than the image of 8", Assert.Throws<ArgumentException>(
            () => new Occlusion(network, Baseline.Zero, 9).Explain(RandomNetworks.Images(1))).Message, StringComparison.Ordinal);
        var flat = Network.From(RandomNetworks.Fill(1, Biases.Any, nn.Sequential(nn.Linear(4, 2))));
        Assert.Contains("[N, C, H, W]", Assert.Throws<ArgumentException>(
            () => new Occlusion(flat, Baseline.Zero).Explain(ones([2, 4], ScalarType.Float64))).Message, StringComparison.Ordinal);
    }
}

using Relevance.Baselines;
using Relevance.Networks;
using Relevance.Perturbation;
using Relevance.Tests.Support;

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
        var network = RandomNetworks.Convolutional(1, Biases.Any);
        var images = RandomNetworks.Images(1);
        var scores = network.ScoresOf(images, 2);
        var (lost, covering) = (new double[3, 8, 8], new int[8, 8]);
        foreach (var top in Starts(height, down))
        {
            foreach (var left in Starts(width, across))
            {
                bool Covers(int row, int column) => row >= top && row < top + height && column >= left && column < left + width;
                var without = network.ScoresOf(Images.Of(3, [2, 8, 8], (image, channel, row, column) => Covers(row, column) ? -0.3 : images.At(image, channel, row, column)), 2);
                for (var i = 0; i < 64; i++)
                {
                    if (!Covers(i / 8, i % 8))
                        continue;
                    covering[i / 8, i % 8]++;
                    for (var image = 0; image < 3; image++)
                        lost[image, i / 8, i % 8] += scores[image] - without[image];
                }
            }
        }
        var explanation = new Occlusion(network, Baseline.Black(-0.3), (height, width), (down, across)).Explain(images, Target.Class(2));
        var expected = Images.Of(3, [2, 8, 8], (image, _, row, column) => lost[image, row, column] / covering[row, column]);
        Assert.InRange(Errors.Relative(explanation.Relevance, expected), 0, Tolerance);

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
        var network = RandomNetworks.Convolutional(2, Biases.Any);
        var images = RandomNetworks.Images(2);
        var sums = new double[3, 8, 8];
        for (var top = 0; top < 8; top += 2)
        {
            for (var left = 0; left < 8; left++)
            {
                bool Covers(int row, int column) => (row - top + 8) % 8 < 3 && (column - left + 8) % 8 < 2;
                var scores = network.ScoresOf(Images.Of(3, [2, 8, 8], (image, channel, row, column) =>
                    Covers(row, column) == (measure == OcclusionMeasure.ScoreOfWindow) ? images.At(image, channel, row, column) : 0), 0);
                for (var i = 0; i < 192; i++)
                    sums[i / 64, i / 8 % 8, i % 8] += Covers(i / 8 % 8, i % 8) ? scores[i / 64] : 0;
            }
        }
        var explanation = new Occlusion(network, Baseline.Zero, (3, 2), (2, 1), measure).Explain(images, Target.Class(0));
        Assert.InRange(Errors.Relative(explanation.Relevance, Images.Of(3, [2, 8, 8], (image, _, row, column) => sums[image, row, column])), 0, Tolerance);
    }

    [Fact]
    public void Each_place_of_the_window_costs_one_pass_and_the_image_one_more()
    {
        var spy = new SpyModel(RandomNetworks.Convolutional(1, Biases.Any));
        new Occlusion(spy, Baseline.Zero).Explain(RandomNetworks.Images(1), null, new ExplainOptions { BatchSize = 100 });
        Assert.Equal(3 * (36 + 1), spy.Forward.Sum());
        Assert.Equal(1 + 2, spy.Forward.Count);
    }

    [Fact]
    public void Where_the_window_covers_what_the_baseline_has_anyway_nothing_is_lost()
    {
        var network = RandomNetworks.Convolutional(3, Biases.Any);
        var drawn = RandomNetworks.Images(3);
        var images = Images.Of(3, [2, 8, 8], (image, channel, row, column) => row < 5 ? drawn.At(image, channel, row, column) : 0);
        var explanation = new Occlusion(network, Baseline.Zero, 1).Explain(images);
        for (var i = 0; i < 3 * 128; i++)
            Assert.True(i / 8 % 8 < 5 || explanation.Relevance.Values[i] == 0);
    }

    [Fact]
    public void A_window_that_cannot_be_is_refused_with_its_reason()
    {
        var network = RandomNetworks.Convolutional(1, Biases.Any);
        Assert.Contains("from 1 to the window's 3 pixels", Assert.Throws<ArgumentOutOfRangeException>(() => new Occlusion(network, Baseline.Zero, 3, 4)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Occlusion(network, Baseline.Zero, 0));
        Assert.Contains("larger than the image of 8", Assert.Throws<ArgumentException>(
            () => new Occlusion(network, Baseline.Zero, 9).Explain(RandomNetworks.Images(1))).Message, StringComparison.Ordinal);
        var builder = new NetworkBuilder();
        var flat = builder.Build(builder.Dense("0", new RandomNetworks.Draw(1).Weight(2, 4), null, builder.Input));
        Assert.Contains("[N, C, H, W]", Assert.Throws<ArgumentException>(
            () => new Occlusion(flat, Baseline.Zero).Explain(RandomNetworks.Normal(1, 2, [4]))).Message, StringComparison.Ordinal);
    }
}

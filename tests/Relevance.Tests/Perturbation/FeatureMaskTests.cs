using Relevance.Baselines;
using Relevance.Networks;
using Relevance.Perturbation;
using Relevance.Tests.Support;
using static TorchSharp.torch;

namespace Relevance.Tests.Perturbation;

public class FeatureMaskTests
{
    [Fact]
    public void Squares_are_cut_off_at_the_border_and_take_all_channels_together()
    {
        var features = FeatureMask.Squares(2).For([2, 3, 5]);
        Assert.Equal(6, features.Count);
        long[] channel = [0, 0, 1, 1, 2, 0, 0, 1, 1, 2, 3, 3, 4, 4, 5];
        Assert.Equal([.. channel, .. channel], Numbers(features));
    }

    [Fact]
    public void Values_are_features_of_their_own_whatever_the_shape_of_the_image()
    {
        Assert.Equal(Enumerable.Range(0, 12).Select(i => (long)i), Numbers(FeatureMask.Values.For([3, 2, 2])));
        Assert.Equal(7, FeatureMask.Values.For([7]).Count);
    }

    [Fact]
    public void Given_numbers_need_not_be_consecutive_and_hold_for_all_channels_or_for_each()
    {
        Assert.Equal([1, 0, 2, 1, 1, 0, 2, 1], Numbers(FeatureMask.Given(tensor(new long[,] { { 7, -2 }, { 40, 7 } })).For([2, 2, 2])));
        var each = FeatureMask.Given(tensor(new[] { 5, 5, 6, 6, 5, 5, 9, 9 }).view(2, 2, 2)).For([2, 2, 2]);
        Assert.Equal([0, 0, 1, 1, 0, 0, 2, 2], Numbers(each));
        Assert.Equal(3, each.Count);
    }

    [Fact]
    public void Ablation_by_a_given_mask_replaces_a_feature_as_a_whole()
    {
        var network = Network.From(RandomNetworks.Convolutional(1, Biases.Any));
        var images = RandomNetworks.Images(1);
        using var mask = zeros([2, 8, 8], ScalarType.Int64);
        mask[0, 2..5, 1..7] = 3;
        mask[1, 4.., ..] = 8;
        using var explanation = new FeatureAblation(network, FeatureMask.Given(mask), Baseline.Mean).Explain(images, Target.Class(0));
        var means = images.mean([2, 3], keepdim: true);
        foreach (var number in new[] { 0, 3, 8 })
        {
            var inside = mask.eq(number).to(ScalarType.Float64);
            var lost = (network.Scores(images) - network.Scores(images * (1 - inside) + means * inside))[.., 0];
            Assert.InRange(((explanation.Relevance - lost.view(3, 1, 1, 1)) * inside).abs().max().item<double>(), 0, 1e-12);
        }
    }

    [Fact]
    public void A_mask_that_does_not_fit_is_refused_with_both_shapes()
    {
        var wrong = Assert.Throws<ArgumentException>(() => FeatureMask.Given(zeros([3, 3], ScalarType.Int64)).For([1, 8, 8])).Message;
        Assert.Contains("[3, 3]", wrong, StringComparison.Ordinal);
        Assert.Contains("[8, 8]", wrong, StringComparison.Ordinal);
        Assert.Contains("Float32", Assert.Throws<ArgumentException>(() => FeatureMask.Given(zeros([3, 3]))).Message, StringComparison.Ordinal);
        Assert.Contains("[N, 7]", Assert.Throws<ArgumentException>(() => FeatureMask.Squares(2).For([7])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => FeatureMask.Squares(0));
    }

    private static long[] Numbers(Features features) =>
        [.. features.Spread(arange(features.Count, ScalarType.Float64).unsqueeze(0)).flatten().data<double>().Select(number => (long)number)];
}

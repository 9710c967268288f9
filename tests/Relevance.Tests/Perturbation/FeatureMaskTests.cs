using Relevance.Baselines;
using Relevance.Perturbation;
using Relevance.Tests.Support;

namespace Relevance.Tests.Perturbation;

public class FeatureMaskTests
{
    [Fact]
    public void Squares_are_cut_off_at_the_border_and_take_all_channels_together()
    {
        var features = FeatureMask.Squares(2).For([2, 3, 5]);
        Assert.Equal(6, features.Count);
        int[] channel = [0, 0, 1, 1, 2, 0, 0, 1, 1, 2, 3, 3, 4, 4, 5];
        Assert.Equal([.. channel, .. channel], features.OfValues.ToArray());
    }

    [Fact]
    public void Values_are_features_of_their_own_whatever_the_shape_of_the_image()
    {
        Assert.Equal(Enumerable.Range(0, 12), FeatureMask.Values.For([3, 2, 2]).OfValues.ToArray());
        Assert.Equal(7, FeatureMask.Values.For([7]).Count);
    }

    [Fact]
    public void Given_numbers_need_not_be_consecutive_and_hold_for_all_channels_or_for_each()
    {
        Assert.Equal([1, 0, 2, 1, 1, 0, 2, 1], FeatureMask.Given([7, -2, 40, 7], [2, 2]).For([2, 2, 2]).OfValues.ToArray());
        var each = FeatureMask.Given([5, 5, 6, 6, 5, 5, 9, 9], [2, 2, 2]).For([2, 2, 2]);
        Assert.Equal([0, 0, 1, 1, 0, 0, 2, 2], each.OfValues.ToArray());
        Assert.Equal(3, each.Count);
    }

    [Fact]
    public void Members_sums_and_spreading_agree_with_the_numbers()
    {
        var features = FeatureMask.Given([7, -2, 40, 7], [2, 2]).For([2, 2, 2]);
        Assert.Equal([[1, 5], [0, 3, 4, 7], [2, 6]], features.Members);
        Assert.Equal([2 + 6, 1 + 4 + 5 + 8, 3 + 7], features.Sums<float>([1, 2, 3, 4, 5, 6, 7, 8]));
        var spread = new float[8];
        features.Spread<float>([10, 20, 30], spread);
        Assert.Equal([20, 10, 30, 20, 20, 10, 30, 20], spread);
    }

    [Fact]
    public void Ablation_by_a_given_mask_replaces_a_feature_as_a_whole()
    {
        var network = RandomNetworks.Convolutional(1, Biases.Any);
        var images = RandomNetworks.Images(1);
        int Number(int channel, int row, int column) => channel == 0 ? row is >= 2 and < 5 && column is >= 1 and < 7 ? 3 : 0 : row >= 4 ? 8 : 0;
        int[] mask = [.. Enumerable.Range(0, 128).Select(i => Number(i / 64, i / 8 % 8, i % 8))];
        var explanation = new FeatureAblation(network, FeatureMask.Given(mask, [2, 8, 8]), Baseline.Mean).Explain(images, Target.Class(0));
        var means = Baseline.Mean.For(images);
        foreach (var number in new[] { 0, 3, 8 })
        {
            var without = Images.Of(3, [2, 8, 8], (image, channel, row, column) =>
                (Number(channel, row, column) == number ? means : images).At(image, channel, row, column));
            double[] lost = [.. network.ScoresOf(images, 0).Zip(network.ScoresOf(without, 0), (score, rest) => score - rest)];
            for (var image = 0; image < 3; image++)
                Assert.All(mask.Index().Where(pair => pair.Item == number), pair => Assert.Equal(lost[image], explanation.Relevance.Image(image)[pair.Index], 1e-12));
        }
    }

    [Fact]
    public void A_mask_that_does_not_fit_is_refused_with_both_shapes()
    {
        var wrong = Assert.Throws<ArgumentException>(() => FeatureMask.Given(new int[9], [3, 3]).For([1, 8, 8])).Message;
        Assert.Contains("[3, 3]", wrong, StringComparison.Ordinal);
        Assert.Contains("[8, 8]", wrong, StringComparison.Ordinal);
        Assert.Contains("[3, 3]", Assert.Throws<ArgumentException>(() => FeatureMask.Given(new int[8], [3, 3])).Message, StringComparison.Ordinal);
        Assert.Contains("[N, 7]", Assert.Throws<ArgumentException>(() => FeatureMask.Squares(2).For([7])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => FeatureMask.Squares(0));
    }
}

namespace Relevance.Tests;

/// <summary>Pictures of several channels become inputs; those of one channel are compared with torchvision's in tests/Mnist.Tests.</summary>
public class NormalizationTests
{
    private static readonly byte[] Pixels = [.. Enumerable.Range(0, 2 * 3 * 4).Select(i => (byte)(i * 11))];

    [Fact]
    public void Each_channel_has_its_own_mean_and_deviation()
    {
        double[] means = [0.485, 0.456, 0.406], deviations = [0.229, 0.224, 0.225];
        var inputs = Normalization.ImageNet.ToTensor<double>(Pixels, 2, [3, 2, 2]);
        Assert.Equal([2, 3, 2, 2], inputs.Lengths.ToArray());
        Assert.Equal(Pixels.Select((value, i) => (value / 255.0 - means[i / 4 % 3]) / deviations[i / 4 % 3]), inputs.Values.ToArray());
    }

    [Fact]
    public void Bounds_are_the_very_inputs_of_the_darkest_and_the_brightest_pixel()
    {
        byte[] extremes = [0, 0, 0, 255, 255, 255];
        var singles = Normalization.ImageNet.ToTensor<float>(extremes, 2, [3, 1, 1]).Values.ToArray();
        Assert.Equal(singles[..3].Select(value => (double)value), Normalization.ImageNet.Low().Values);
        Assert.Equal(singles[3..].Select(value => (double)value), Normalization.ImageNet.High().Values);
    }

    [Fact]
    public void Numbers_for_other_channels_and_deviations_that_divide_by_nothing_are_refused()
    {
        Assert.Contains("3 channels", Assert.Throws<ArgumentException>(() => Normalization.ImageNet.ToTensor<float>(new byte[4], 1, [1, 2, 2])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Normalization.ImageNet.ToTensor<float>(new byte[11], 1, [3, 2, 2]));
        Assert.Throws<ArgumentException>(() => new Normalization(0.5, 0));
        Assert.Throws<ArgumentException>(() => new Normalization(new(0.5, 0.5), new(1, 1, 1)));
    }
}

namespace Relevance.Imaging.Tests;

/// <summary>Pictures of given colours, and photographs as inputs of a network.</summary>
public class PhotographTests
{
    private static Picture Sample => Picture.Of(3, 2, (x, y) => new Rgb((byte)(100 * x), (byte)(100 * y), 7));

    [Fact]
    public void A_picture_has_the_colours_that_it_was_given()
    {
        Assert.Equal((3, 2, 1), (Sample.Width, Sample.Height, Sample.Density));
        Assert.Equal(new Rgb(200, 0, 7), Sample[2, 0]);
        Assert.Equal(new Rgb(100, 100, 7), Sample[1, 1]);
        Assert.Equal(Sample.ToPng(), Picture.Decode(Sample.ToPng()).ToPng());
    }

    [Fact]
    public void A_picture_of_nothing_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Picture.Of(0, 1, (_, _) => Rgb.White));
        Assert.Throws<ArgumentOutOfRangeException>(() => Picture.Of(1, 0, (_, _) => Rgb.White));
        Assert.Throws<ArgumentNullException>(() => Picture.Of(1, 1, null!));
    }

    [Fact]
    public void A_photograph_becomes_one_channel_after_the_other_each_normalised()
    {
        var input = Normalization.ImageNet.ToTensor<float>(Sample);

        Assert.Equal([1, 3, 2, 3], input.Lengths.ToArray());
        byte[] bytes = [0, 100, 200, 0, 100, 200, 0, 0, 0, 100, 100, 100, 7, 7, 7, 7, 7, 7];
        Assert.Equal(bytes.Select((value, place) => Normalization.ImageNet.Of<float>(value, place / 6)), input.Values.ToArray());
    }

    [Fact]
    public void A_normalisation_for_all_channels_alike_serves_too_and_one_for_two_channels_is_refused()
    {
        Assert.Equal(Normalization.Mnist.Of<double>(200, 0), Normalization.Mnist.ToTensor<double>(Sample).Values[2]);
        Assert.Throws<ArgumentException>(() => new Normalization(new Maps.ChannelValues(0, 0), 1).ToTensor<float>(Sample));
    }
}

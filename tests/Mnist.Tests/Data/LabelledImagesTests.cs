using Mnist.Data;

namespace Mnist.Tests.Data;

public class LabelledImagesTests
{
    private static readonly LabelledImages Images = new(
        Enumerable.Range(0, 5).SelectMany(i => Enumerable.Repeat((byte)(10 * i), LabelledImages.PixelsPerImage)).ToArray(),
        new byte[] { 3, 1, 3, 0, 1 });

    [Fact]
    public void An_image_has_its_pixels_and_its_label()
    {
        var image = Images[2];
        Assert.Equal(3, image.Label);
        Assert.Equal(784, image.Pixels.Length);
        Assert.All(image.Pixels.ToArray(), pixel => Assert.Equal(20, pixel));
        Assert.Equal(1, Images[^1].Label);
        Assert.Throws<ArgumentOutOfRangeException>(() => Images[5]);
        Assert.Throws<ArgumentOutOfRangeException>(() => Images[-1]);
    }

    [Fact]
    public void A_range_and_a_selection_keep_images_and_labels_together()
    {
        var range = Images[1..3];
        Assert.Equal(2, range.Count);
        Assert.Equal((1, 10), (range[0].Label, range[0].Pixels.Span[0]));
        Assert.Equal((3, 20), (range[1].Label, range[1].Pixels.Span[783]));

        var selection = Images.Select(4, 0, 4);
        Assert.Equal([1, 3, 1], selection.Labels.ToArray());
        Assert.Equal([40, 0, 40], Enumerable.Range(0, 3).Select(i => selection[i].Pixels.Span[0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Images.Select(5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Images[4..6]);
    }

    [Fact]
    public void Pixels_and_labels_of_different_counts_are_refused() =>
        Assert.Throws<ArgumentException>(() => new LabelledImages(new byte[784], new byte[2]));

    [Fact]
    public void The_first_of_each_class_is_found_in_the_order_of_the_classes()
    {
        Assert.Equal([3, 1, 0], DigitSample.FirstOfEachClass(Images));
        Assert.Empty(DigitSample.FirstOfEachClass(Images[..0]));
    }
}

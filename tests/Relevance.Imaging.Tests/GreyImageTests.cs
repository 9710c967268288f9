using CsCheck;

namespace Relevance.Imaging.Tests;

public class GreyImageTests
{
    private static readonly GreyImage Small = new(3, 2, [1, 2, 3, 4, 5, 6]);

    [Fact]
    public void Inverting_twice_gives_the_image_back()
    {
        Assert.Equal([254, 253, 252, 251, 250, 249], Small.Invert().Pixels.ToArray());
        Assert.Equal(Small.Pixels, Small.Invert().Invert().Pixels);
    }

    [Fact]
    public void A_crop_holds_the_part() => Assert.Equal([2, 3, 5, 6], Small.Crop(new PixelBox(1, 0, 2, 2)).Pixels.ToArray());

    [Theory]
    [InlineData(-1, 0, 1, 1)]
    [InlineData(0, 0, 4, 1)]
    [InlineData(0, 0, 0, 1)]
    [InlineData(1, 0, int.MaxValue, 1)]
    public void A_part_outside_the_image_is_refused(int x, int y, int width, int height) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Small.Crop(new PixelBox(x, y, width, height)));

    [Fact]
    public void A_shift_fills_with_black_and_forgets_what_leaves()
    {
        Assert.Equal([0, 0, 0, 0, 1, 2], Small.Translate(1, 1).Pixels.ToArray());
        Assert.Equal([5, 6, 0, 0, 0, 0], Small.Translate(-1, -1).Pixels.ToArray());
        Assert.All(Small.Translate(9, 0).Pixels.ToArray(), level => Assert.Equal(0, level));
    }

    [Fact]
    public void The_box_is_the_smallest_around_bright_pixels()
    {
        var image = new GreyImage(4, 3, [0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 200, 0]);
        Assert.Equal(new PixelBox(1, 1, 2, 2), image.BoundingBox());
        Assert.Equal(new PixelBox(2, 2, 1, 1), image.BoundingBox(above: 9));
        Assert.Null(image.BoundingBox(above: 200));
    }

    [Fact]
    public void The_centre_of_mass_is_weighted_by_level()
    {
        Assert.Equal((1.5, 0), new GreyImage(3, 1, [0, 100, 100]).CenterOfMass());
        Assert.Equal((0, 0.75), new GreyImage(1, 2, [50, 150]).CenterOfMass());
        Assert.Throws<InvalidDataException>(() => new GreyImage(2, 2, new byte[4]).CenterOfMass());
    }

    [Fact]
    public void Shrinking_averages_areas_with_parts_of_pixels()
    {
        Assert.Equal([15, 35], new GreyImage(4, 1, [10, 20, 30, 40]).ResizeArea(2, 1).Pixels.ToArray());
        // 3 columns to 2: each new one covers one and a half old ones
        Assert.Equal([60, 180], new GreyImage(3, 1, [30, 120, 210]).ResizeArea(2, 1).Pixels.ToArray());
        Assert.Equal([10, 10, 40, 40], new GreyImage(2, 1, [10, 40]).ResizeArea(4, 1).Pixels.ToArray());
    }

    [Fact]
    public void Resizing_keeps_the_mean_level() =>
        Gen.Int[1, 30].Array[5].Sample(numbers =>
        {
            (int width, int height, int newWidth, int newHeight, int seed) = (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
            var pixels = new byte[width * height];
            new Random(seed).NextBytes(pixels);
            var resized = new GreyImage(width, height, pixels).ResizeArea(newWidth, newHeight);
            Assert.Equal((newWidth, newHeight), (resized.Width, resized.Height));
            Assert.Equal(pixels.Average(p => p), resized.Pixels.ToArray().Average(p => p), 0.5001);
        }, iter: 200);

    [Fact]
    public void Images_of_wrong_size_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new GreyImage(2, 2, new byte[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GreyImage(0, 2, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => Small.ResizeArea(0, 1));
    }

    [Fact]
    public void An_image_becomes_a_map_of_intensities() =>
        Assert.Equal([0, 1], new GreyImage(2, 1, [0, 255]).ToMap().Values.ToArray());
}

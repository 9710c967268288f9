using CsCheck;

namespace Relevance.Imaging.Tests;

public class ColorScaleTests
{
    [Fact]
    public void The_scale_is_symmetric_around_zero_and_ends_at_the_largest_absolute_value()
    {
        var scale = ColorScale.For(new Map(3, 1, [0.5f, -2, 1]));
        Assert.Equal(2, scale.Limit);
        Assert.False(scale.Clips);
        Assert.Equal(Rgb.White, scale.ColorOf(0));
        Assert.Equal(ColorMap.RedBlue.At(-1), scale.ColorOf(-2));
        Assert.Equal(ColorMap.RedBlue.At(0.5), scale.ColorOf(1));
    }

    [Fact]
    public void A_map_of_zeros_is_plain_white()
    {
        var scale = ColorScale.For(new Map(2, 2, new float[4]));
        Assert.Equal(0, scale.Limit);
        Assert.Equal(Rgb.White, scale.ColorOf(0));
        Assert.Equal(Rgb.White, scale.ColorOf(1));
        Assert.Throws<ArgumentException>(() => scale.ColorOf(double.NaN));
    }

    [Fact]
    public void A_shared_scale_ends_at_the_largest_value_of_all_maps() =>
        Assert.Equal(5, ColorScale.Shared([new Map(1, 1, [3]), new Map(1, 1, [-5]), new Map(1, 1, [4])]).Limit);

    [Fact]
    public void A_percentile_lets_the_strongest_pixels_saturate()
    {
        var map = new Map(100, 1, [.. Enumerable.Range(1, 100).Select(i => i % 2 == 0 ? (float)i : -i)]);
        var scale = ColorScale.For(map, percentile: 90);
        Assert.Equal(90, scale.Limit);
        Assert.True(scale.Clips);
        Assert.Equal(scale.ColorOf(90), scale.ColorOf(100));
        Assert.NotEqual(scale.ColorOf(80), scale.ColorOf(100));
    }

    [Fact]
    public void A_percentile_that_falls_on_zero_gives_way_to_the_largest_value()
    {
        var scale = ColorScale.For(new Map(4, 1, [0, 0, 0, 7]), percentile: 50);
        Assert.Equal(7, scale.Limit);
        Assert.False(scale.Clips);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(100.1)]
    [InlineData(double.NaN)]
    public void A_percentile_outside_its_range_is_refused(double percentile) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ColorScale.For(new Map(1, 1, [1]), percentile: percentile));

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_limit_that_is_no_length_is_refused(double limit) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ColorScale(ColorMap.RedBlue, limit));

    [Fact]
    public void Sequential_colours_refuse_a_negative_value_and_name_its_pixel()
    {
        var error = Assert.Throws<ArgumentException>(() => ColorScale.For(new Map(2, 2, [0, 1, 1, -0.25f]), ColorMap.Heat));
        Assert.Contains("column 1, row 1", error.Message);
        Assert.Contains("−0.250", error.Message);
    }

    [Fact]
    public void Any_finite_value_has_a_colour_and_opposite_values_have_opposite_colours() =>
        Gen.Float[-1e30f, 1e30f].Array[1, 20].Sample(values =>
        {
            var map = new Map(values.Length, 1, values);
            var scale = ColorScale.For(map);
            foreach (float value in values)
            {
                double share = scale.Limit == 0 ? 0 : value / scale.Limit;
                Assert.Equal(ColorMap.RedBlue.At(share), scale.ColorOf(value));
                Assert.Equal(ColorMap.RedBlue.At(-share), scale.ColorOf(-(double)value));
            }
        }, iter: 500);
}

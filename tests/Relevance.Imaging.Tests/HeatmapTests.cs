namespace Relevance.Imaging.Tests;

public class HeatmapTests
{
    [Fact]
    public void Every_value_becomes_a_crisp_square_of_its_colour()
    {
        var map = new Map(3, 2, [0, 1, -1, 0.5f, -0.5f, 0]);
        var picture = Heatmap.Render(map, factor: 5);
        Assert.Equal((15, 10), (picture.Width, picture.Height));
        for (int y = 0; y < 10; y++)
        {
            for (int x = 0; x < 15; x++)
                Assert.Equal(ColorMap.RedBlue.At(map[x / 5, y / 5]), picture[x, y]);
        }
    }

    [Fact]
    public void A_map_of_zeros_is_white_everywhere()
    {
        var picture = Heatmap.Render(new Map(2, 2, new float[4]), factor: 2);
        for (int i = 0; i < 16; i++)
            Assert.Equal(Rgb.White, picture[i % 4, i / 4]);
    }

    [Fact]
    public void The_outline_darkens_the_border_of_the_digit_and_nothing_else()
    {
        float[] digit = [0, 0, 0, 0, 1, 0, 0, 0, 0];
        var picture = Heatmap.Render(new Map(3, 3, new float[9]), factor: 8, outline: new Map(3, 3, digit), outlineOpacity: 1);
        for (int y = 0; y < 24; y++)
        {
            for (int x = 0; x < 24; x++)
            {
                bool inside = x is >= 8 and < 16 && y is >= 8 and < 16;
                bool border = inside && (x is 8 or 15 || y is 8 or 15);
                Assert.Equal(border ? new Rgb(0, 0, 0) : Rgb.White, picture[x, y]);
            }
        }
    }

    [Fact]
    public void An_outline_of_another_size_is_refused() => Assert.Throws<ArgumentException>(() =>
        Heatmap.Render(new Map(2, 2, new float[4]), outline: new Map(1, 1, [0])));

    [Fact]
    public void A_factor_of_zero_and_an_opacity_of_two_are_refused()
    {
        var map = new Map(1, 1, [1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => Heatmap.Render(map, factor: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Heatmap.Render(map, outlineOpacity: 2));
    }
}

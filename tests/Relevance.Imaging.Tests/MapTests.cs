namespace Relevance.Imaging.Tests;

public class MapTests
{
    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    public void A_value_without_a_colour_is_refused_with_its_pixel(float value, string text)
    {
        float[] values = [0, 1, 2, 3, value, 5];
        var error = Assert.Throws<ArgumentException>(() => new Map(3, 2, values));
        Assert.Contains($"{text} at column 1, row 1", error.Message);
    }

    [Fact]
    public void A_wrong_number_of_values_is_refused_with_both_numbers()
    {
        var error = Assert.Throws<ArgumentException>(() => new Map(28, 28, new float[783]));
        Assert.Contains("28×28", error.Message);
        Assert.Contains("784", error.Message);
        Assert.Contains("783", error.Message);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(3, -1)]
    public void An_empty_map_is_refused(int width, int height) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Map(width, height, []));

    [Fact]
    public void A_map_keeps_its_values_when_the_array_that_it_came_from_changes()
    {
        float[] values = [1, -4, 3, 2];
        var map = new Map(2, 2, values);
        values[0] = 99;
        Assert.Equal([1, -4, 3, 2], map.Values.ToArray());
        Assert.Equal(4, map.MaxAbsolute);
        Assert.Equal(3, map[0, 1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => map[2, 0]);
    }

    [Fact]
    public void Bytes_become_intensities_from_0_to_1() =>
        Assert.Equal([0, 0.2f, 1], Map.FromBytes(3, 1, [0, 51, 255]).Values.ToArray());
}

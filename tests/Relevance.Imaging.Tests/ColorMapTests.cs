using CsCheck;

namespace Relevance.Imaging.Tests;

public class ColorMapTests
{
    public static TheoryData<ColorMap> Diverging => [ColorMap.RedBlue, ColorMap.OrangePurple];

    public static TheoryData<ColorMap> Relevance => [ColorMap.RedBlue, ColorMap.OrangePurple, ColorMap.Heat];

    [Theory, MemberData(nameof(Relevance))]
    public void Zero_is_exactly_white(ColorMap map)
    {
        Assert.Equal(Rgb.White, map.At(0));
        Assert.Equal(Rgb.White, map.At(-0.0));
    }

    [Theory, MemberData(nameof(Relevance))]
    public void Lightness_falls_evenly_with_strength(ColorMap map)
    {
        double previous = 1;
        for (int i = 1; i <= 100; i++)
        {
            double lightness = OkLab.FromRgb(map.At(i / 100.0)).L;
            Assert.True(lightness < previous, $"{map} at {i / 100.0}");
            Assert.Equal(1 - 0.64 * i / 100, lightness, 0.006);
            previous = lightness;
        }
    }

    [Theory, MemberData(nameof(Diverging))]
    public void Both_signs_are_equally_dark_and_differ_in_blue_and_yellow_which_the_red_green_blind_see(ColorMap map)
    {
        for (int i = 15; i <= 100; i++)
        {
            OkLab positive = OkLab.FromRgb(map.At(i / 100.0)), negative = OkLab.FromRgb(map.At(-i / 100.0));
            Assert.Equal(positive.L, negative.L, 0.008);
            Assert.True(positive.B > 0.01 && negative.B < -0.01, $"{map} at ±{i / 100.0}: {positive}, {negative}");
        }
    }

    [Fact]
    public void Red_is_positive_and_blue_is_negative()
    {
        foreach (double strength in (double[])[0.2, 0.5, 0.8, 1])
        {
            Rgb positive = ColorMap.RedBlue.At(strength), negative = ColorMap.RedBlue.At(-strength);
            Assert.True(positive.R > positive.G && positive.R > positive.B, $"{positive}");
            Assert.True(negative.B > negative.G && negative.B > negative.R, $"{negative}");
        }
    }

    [Theory, MemberData(nameof(Relevance))]
    public void Values_beyond_the_ends_get_the_colour_of_the_end(ColorMap map)
    {
        Assert.Equal(map.At(1), map.At(7));
        Assert.Equal(map.At(1), map.At(double.PositiveInfinity));
        Assert.Equal(map.At(map.IsDiverging ? -1 : 0), map.At(-7));
    }

    [Fact]
    public void Grey_shows_every_byte_as_itself_and_ink_as_its_opposite()
    {
        for (int level = 0; level <= 255; level++)
        {
            Assert.Equal(new Rgb((byte)level, (byte)level, (byte)level), ColorMap.Grey.At(level / 255f));
            Assert.Equal(ColorMap.Grey.At(1 - level / 255.0), ColorMap.Ink.At(level / 255.0));
        }
    }

    [Fact]
    public void NaN_has_no_colour() => Assert.Throws<ArgumentException>(() => ColorMap.RedBlue.At(double.NaN));

    [Fact]
    public void OkLab_agrees_with_the_values_of_its_author()
    {
        // The table of B. Ottosson's page: pure sRGB red, green and blue.
        var red = OkLab.FromRgb(new Rgb(255, 0, 0));
        Assert.Equal(0.62796, red.L, 1e-4);
        Assert.Equal(0.22486, red.A, 1e-4);
        Assert.Equal(0.12585, red.B, 1e-4);
        Assert.Equal(0.86644, OkLab.FromRgb(new Rgb(0, 255, 0)).L, 1e-4);
        Assert.Equal(0.45201, OkLab.FromRgb(new Rgb(0, 0, 255)).L, 1e-4);
    }

    [Fact]
    public void Colours_survive_the_way_through_OkLab() =>
        Gen.Byte.Array[3].Sample(c =>
            Assert.Equal(new Rgb(c[0], c[1], c[2]), OkLab.FromRgb(new Rgb(c[0], c[1], c[2])).ToRgb()), iter: 500);

    [Fact]
    public void Text_on_every_colour_has_a_contrast_of_at_least_four_and_a_half()
    {
        for (int i = -100; i <= 100; i++)
        {
            var color = ColorMap.RedBlue.At(i / 100.0);
            double text = color.TextColor.Luminance, back = color.Luminance;
            double contrast = (Math.Max(text, back) + 0.05) / (Math.Min(text, back) + 0.05);
            Assert.True(contrast >= 4.5, $"{i}: {contrast}");
        }
    }

    [Fact]
    public void Colours_are_written_for_style_sheets() => Assert.Equal("#0a00ff", new Rgb(10, 0, 255).ToHex());
}

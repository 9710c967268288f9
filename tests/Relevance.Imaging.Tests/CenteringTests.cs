using CsCheck;

namespace Relevance.Imaging.Tests;

public class CenteringTests
{
    private static readonly string[] Digits = [.. Enumerable.Range(0, 10).Select(i => $"{i}")];

    [Fact]
    public void A_digit_of_the_set_comes_back_unchanged()
    {
        var digit = Glyph.Field("3");
        var read = GreyImage.Decode(RawImage.Png(28, 28, 8, 0, [.. digit.Pixels.ToArray().Chunk(28)]));
        Assert.Equal(digit.Pixels, read.ToCentered().Pixels);
    }

    // No smaller than it becomes: of fewer pixels than the field's, what lies between them is lost.
    [Fact]
    public void A_digit_at_another_place_and_scale_on_light_or_dark_comes_back_to_the_centre() =>
        Gen.Select(Gen.Int[0, 9], Gen.Float[40, 180], Gen.Float[0, 60], Gen.Float[0, 60], Gen.Bool).Sample((digit, size, dx, dy, light) =>
        {
            string text = Digits[digit];
            var drawn = Glyph.Draw(text, 220, 260, size, 5 + dx, size + dy);
            var centered = (light ? drawn.Invert() : drawn).ToCentered();
            var (x, y) = centered.CenterOfMass();
            Assert.Equal((28, 28), (centered.Width, centered.Height));
            Assert.True(Math.Abs(x - 14) < 1 && Math.Abs(y - 14) < 1, $"\"{text}\" of size {size}: centre {x}, {y}");
            Assert.True(AlignedCorrelation(Glyph.Field(text), centered) > 0.9, $"\"{text}\" of size {size}");
        }, iter: 100);

    [Fact]
    public void A_pasted_digit_of_the_set_is_recognised_from_its_enlarged_pixels()
    {
        foreach (string text in Digits)
        {
            var field = Glyph.Field(text);
            var large = GreyImage.Decode(Heatmap.Render(field.ToMap(), ColorScale.Ink, factor: 5).ToPng());
            Assert.True(Glyph.Correlation(field, large.ToCentered()) > 0.97, text);
        }
    }

    [Fact]
    public void Uneven_paper_and_noise_are_background()
    {
        var drawn = Glyph.Draw("6", 150, 150, 110, 30, 120).Pixels.ToArray();
        var random = new Random(1);
        byte[] photo = [.. drawn.Select((level, i) => (byte)(225 - 170 * level / 255 - i % 150 / 15 + random.Next(-4, 5)))];
        var centered = new GreyImage(150, 150, photo).ToCentered();
        Assert.True(Glyph.Correlation(Glyph.Field("6"), centered) > 0.98);
        Assert.Equal(0, centered.Pixels[0]);
    }

    [Fact]
    public void The_glyph_keeps_its_proportions_and_fills_its_box()
    {
        var bar = new byte[100 * 100];
        for (int i = 0; i < 100 * 100; i++)
            bar[i] = (byte)(i % 100 is >= 40 and < 50 && i / 100 is >= 10 and < 90 ? 255 : 0);
        var box = new GreyImage(100, 100, bar).ToCentered().BoundingBox()!.Value;
        Assert.Equal(20, box.Height);
        Assert.InRange(box.Width, 2, 3);
    }

    [Fact]
    public void A_lopsided_glyph_stays_whole_on_the_field()
    {
        var pixels = new byte[100 * 100];
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)(i % 100 < 8 && i / 100 > 5 || i / 100 == 50 ? 255 : 0);
        var centered = new GreyImage(100, 100, pixels).ToCentered(glyph: 28);
        Assert.Equal(28, centered.BoundingBox()!.Value.Width);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(255)]
    public void A_blank_image_is_refused(byte level)
    {
        byte[] pixels = [.. Enumerable.Repeat(level, 28 * 28)];
        var error = Assert.Throws<InvalidDataException>(() => new GreyImage(28, 28, pixels).ToCentered());
        Assert.Contains("blank", error.Message);
    }

    [Fact]
    public void Any_image_gives_a_field_or_the_one_error() =>
        Gen.Select(Gen.Int[1, 12], Gen.Int[1, 12], Gen.Int[0, 9999]).Sample((width, height, seed) =>
        {
            var pixels = new byte[width * height];
            new Random(seed).NextBytes(pixels);
            try
            {
                return new GreyImage(width, height, pixels).ToCentered().Pixels.Length == 784;
            }
            catch (InvalidDataException)
            {
                return true;
            }
        }, iter: 500);

    [Fact]
    public void A_glyph_larger_than_its_field_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Glyph.Field("1").ToCentered(glyph: 30));

    // Shifts are whole pixels as in MNIST, so that a glyph whose centre falls between two may land on either.
    private static double AlignedCorrelation(GreyImage expected, GreyImage actual) =>
        (from dx in Enumerable.Range(-1, 3) from dy in Enumerable.Range(-1, 3) select Glyph.Correlation(expected, actual.Translate(dx, dy))).Max();
}

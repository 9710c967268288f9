using System.Buffers.Binary;
using CsCheck;
using SkiaSharp;

namespace Relevance.Imaging.Tests;

public class DecodeTests
{
    private static readonly GreyImage Digit = Glyph.Field("5");

    [Fact]
    public void Grey_levels_come_back_from_a_png_byte_for_byte()
    {
        byte[] png = RawImage.Png(28, 28, 8, 0, [.. Digit.Pixels.ToArray().Chunk(28)]);
        Assert.Equal(Digit.Pixels, GreyImage.Decode(png).Pixels);
    }

    [Fact]
    public void A_gamma_chunk_does_not_change_the_levels()
    {
        var gamma = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(gamma, 100_000); // linear light
        byte[] png = RawImage.Png(28, 28, 8, 0, [.. Digit.Pixels.ToArray().Chunk(28)], gamma: gamma);
        Assert.Equal(Digit.Pixels, GreyImage.Decode(png).Pixels);
    }

    [Fact]
    public void Sixteen_bits_palettes_single_bits_and_transparency_are_read()
    {
        byte[] sixteen = RawImage.Png(3, 1, 16, 0, [[0, 0, 0x80, 0x80, 0xff, 0xff]]);
        Assert.Equal([0, 128, 255], GreyImage.Decode(sixteen).Pixels.ToArray());
        byte[] palette = RawImage.Png(3, 1, 8, 3, [[2, 0, 1]], palette: [10, 10, 10, 200, 200, 200, 255, 0, 0]);
        Assert.Equal([76, 10, 200], GreyImage.Decode(palette).Pixels.ToArray());
        byte[] bits = RawImage.Png(4, 1, 1, 0, [[0b1010_0000]]);
        Assert.Equal([255, 0, 255, 0], GreyImage.Decode(bits).Pixels.ToArray());
        byte[] greyAlpha = RawImage.Png(3, 1, 8, 4, [[0, 0, 0, 255, 100, 128]]);
        Assert.Equal([255, 0, 177], GreyImage.Decode(greyAlpha).Pixels.ToArray());
        byte[] rgba = RawImage.Png(2, 1, 8, 6, [[0, 0, 255, 255, 0, 0, 0, 0]]);
        Assert.Equal([29, 255], GreyImage.Decode(rgba).Pixels.ToArray());
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Webp)]
    [InlineData(SKEncodedImageFormat.Png)]
    public void Every_format_gives_the_picture(SKEncodedImageFormat format)
    {
        var read = GreyImage.Decode(Glyph.Encode(Digit, format));
        Assert.Equal((28, 28), (read.Width, read.Height));
        Assert.True(Glyph.Correlation(Digit, read) > 0.999);
    }

    [Fact]
    public void A_bmp_is_read() => Assert.All(GreyImage.Decode(RawImage.Bmp(5, 3)).Pixels.ToArray(), level => Assert.Equal(0, level));

    [Fact]
    public void A_photograph_is_turned_as_its_camera_noted()
    {
        // Bright in the top left corner of the upright image; the file holds it in the eight ways of the standard.
        var corner = Glyph.Draw("", 48, 32, 10, 0, 0);
        byte[] pixels = corner.Pixels.ToArray();
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)(i % 48 < 24 && i / 48 < 8 ? 255 : 0);
        var upright = new GreyImage(48, 32, pixels);
        for (byte orientation = 1; orientation <= 8; orientation++)
        {
            var stored = Stored(upright, orientation);
            var read = GreyImage.Decode(RawImage.WithOrientation(Glyph.Encode(stored, SKEncodedImageFormat.Jpeg), orientation));
            Assert.Equal((48, 32), (read.Width, read.Height));
            Assert.True(Glyph.Correlation(upright, read) > 0.99, $"orientation {orientation}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello, this is text and no image at all")]
    [InlineData("\0\0\u0001\u0001 would be a WBMP, which almost anything is")]
    [InlineData("GIF89a")]
    public void What_is_no_image_is_refused(string text)
    {
        var error = Assert.Throws<InvalidDataException>(() => GreyImage.Decode(System.Text.Encoding.Latin1.GetBytes(text)));
        Assert.Contains("PNG, JPEG, WebP or BMP", error.Message);
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public void A_truncated_file_is_refused_at_every_length(SKEncodedImageFormat format)
    {
        byte[] whole = Glyph.Encode(Glyph.Draw("8", 60, 60, 50, 10, 50), format);
        for (int share = 0; share < 18; share++)
            Assert.Throws<InvalidDataException>(() => GreyImage.Decode(whole.AsSpan(0, whole.Length * share / 20)));
    }

    [Theory]
    [InlineData(100_000, 100_000)]
    [InlineData(8_001, 8_000)]
    [InlineData(1_000, 64_001)]
    public void Huge_dimensions_are_refused_before_anything_is_decoded(int width, int height)
    {
        byte[] png = RawImage.Png(width, height, 8, 0, [[0]]);
        long before = GC.GetTotalAllocatedBytes();
        var error = Assert.Throws<InvalidDataException>(() => GreyImage.Decode(png));
        Assert.True(GC.GetTotalAllocatedBytes() - before < 10_000_000);
        Assert.Contains($"{width}×{height}", error.Message);
    }

    [Fact]
    public void A_file_is_named_in_its_error_and_a_missing_one_is_an_io_error()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["notes.png"], "no image");
        Assert.Contains("notes.png", Assert.Throws<InvalidDataException>(() => GreyImage.Decode(folder["notes.png"])).Message);
        Assert.Throws<FileNotFoundException>(() => GreyImage.Decode(folder["missing.png"]));
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Webp)]
    [InlineData(SKEncodedImageFormat.Bmp)]
    public void Damaged_bytes_give_an_image_or_the_one_error(SKEncodedImageFormat format)
    {
        byte[] whole = format == SKEncodedImageFormat.Bmp ? RawImage.Bmp(20, 20) : Glyph.Encode(Digit, format);
        var damage = Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte).Array[1, 8];
        damage.Sample(changes =>
        {
            byte[] bytes = [.. whole];
            foreach (var (place, value) in changes)
                bytes[place] = value;
            try
            {
                var image = GreyImage.Decode(bytes);
                return image.Pixels.Length == image.Width * image.Height;
            }
            catch (InvalidDataException)
            {
                return true;
            }
        }, iter: 300);
    }

    [Fact]
    public void Random_bytes_give_the_one_error() => Gen.Byte.Array[0, 300].Sample(bytes =>
        Assert.Throws<InvalidDataException>(() => GreyImage.Decode(bytes)), iter: 500);

    // The inverse of what a reader does: Exif says where the stored rows and columns belong in the upright image.
    private static GreyImage Stored(GreyImage upright, byte orientation)
    {
        bool swapped = orientation >= 5;
        int width = swapped ? upright.Height : upright.Width, height = swapped ? upright.Width : upright.Height;
        var pixels = new byte[width * height];
        for (int row = 0; row < height; row++)
        {
            for (int column = 0; column < width; column++)
            {
                int right = width - 1 - column, bottom = height - 1 - row;
                var (x, y) = orientation switch
                {
                    1 => (column, row), // row 0 is the top, column 0 the left
                    2 => (right, row), // top, right
                    3 => (right, bottom), // bottom, right
                    4 => (column, bottom), // bottom, left
                    5 => (row, column), // left, top
                    6 => (bottom, column), // right, top
                    7 => (bottom, right), // right, bottom
                    _ => (row, right), // left, bottom
                };
                pixels[row * width + column] = upright.Pixels[y * upright.Width + x];
            }
        }
        return new GreyImage(width, height, pixels);
    }
}

using System.Buffers.Binary;

namespace Relevance.Imaging.Tests;

public class PictureTests
{
    private static Picture Sample => Heatmap.Render(new Map(4, 3, [.. Enumerable.Range(0, 12).Select(i => i - 6f)]), factor: 7);

    [Fact]
    public void A_png_holds_exactly_the_pixels()
    {
        var map = new Map(16, 16, [.. Enumerable.Range(0, 256).Select(i => i / 255f)]);
        var picture = Heatmap.Render(map, ColorScale.Grey, factor: 3);
        var read = GreyImage.Decode(picture.ToPng());
        Assert.Equal((48, 48), (read.Width, read.Height));
        for (int i = 0; i < 48 * 48; i++)
            Assert.Equal(picture[i % 48, i / 48].G, read.Pixels[i]);
    }

    [Fact]
    public void The_same_picture_gives_the_same_bytes() => Assert.Equal(Sample.ToPng(), Sample.ToPng());

    [Fact]
    public void The_data_uri_is_the_png()
    {
        const string Start = "data:image/png;base64,";
        Assert.StartsWith(Start, Sample.ToDataUri());
        Assert.Equal(Sample.ToPng(), Convert.FromBase64String(Sample.ToDataUri()[Start.Length..]));
    }

    [Fact]
    public void The_png_says_how_dense_it_is()
    {
        var sheet = Sheet.Grid("t", 1, [new SheetCell(Panel.Heatmap(new Map(1, 1, [1])))]).Render();
        byte[] png = sheet.ToPng();
        Assert.Equal("pHYs"u8.ToArray(), png[37..41]);
        Assert.Equal(7559, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(41))); // 192 dots per inch
        Assert.Equal(2, sheet.Density);
    }

    [Fact]
    public void A_file_is_written_into_a_new_folder_and_replaced_whole()
    {
        using var folder = new TempFolder();
        string path = Path.Combine(folder["figures"], "heatmap.png");
        Sample.Save(path);
        Sample.Save(path);
        Assert.Equal(Sample.ToPng(), File.ReadAllBytes(path));
        Assert.Equal(["heatmap.png"], Directory.GetFiles(folder["figures"]).Select(Path.GetFileName));
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_named_and_leaves_nothing_behind()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["taken.png"]);
        var error = Assert.ThrowsAny<Exception>(() => Sample.Save(folder["taken.png"]));
        Assert.True(error is IOException or UnauthorizedAccessException);
        Assert.Contains("taken.png", error.Message);
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void A_pixel_outside_the_picture_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Sample[28, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => Sample[0, -1]);
    }
}

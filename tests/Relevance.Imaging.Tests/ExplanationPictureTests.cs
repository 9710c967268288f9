using Relevance.Maps;
using SkiaSharp;

namespace Relevance.Imaging.Tests;

public class ExplanationPictureTests
{
    private static readonly Rgb Red = ColorMap.RedBlue.At(1), Blue = ColorMap.RedBlue.At(-1);

    private static Explanation<float> Explanation(Shape shape, params float[] relevance) => new(
        "lrp", new Dictionary<string, object>(), Target.Predicted, Tensors.Of(relevance, relevance.Length / shape.Size, shape),
        Tensors.Of(Enumerable.Repeat(3f, relevance.Length / shape.Size).ToArray(), relevance.Length / shape.Size, [1]),
        Tensors.Of(Enumerable.Repeat(1f, relevance.Length / shape.Size).ToArray(), relevance.Length / shape.Size, [1]));

    [Fact]
    public void One_call_gives_the_heatmap_of_an_image_with_its_channels_summed()
    {
        // Two images of two channels with two pixels each.
        var explanation = Explanation([2, 1, 2], 1, 1, 1, 1, /* the second: */ 3, -1, -3, 5);
        var picture = (explanation.Heatmap(1) with { Size = 8 }).Render();
        Assert.Equal((8, 4), (picture.Width, picture.Height));
        Assert.Equal((Rgb.White, Rgb.White, Red, Red), (picture[0, 0], picture[3, 3], picture[4, 0], picture[7, 3]));
        Assert.Equal([0f, 4f], explanation.Heatmap(1).Map.Values.ToArray());
    }

    [Fact]
    public void Relevance_of_rows_and_columns_alone_has_no_channels_to_sum() =>
        Assert.Equal([1f, -2f], Explanation([1, 2], 1, -2).Heatmap().Map.Values.ToArray());

    [Fact]
    public void The_sign_chooses_what_is_shown()
    {
        var explanation = Explanation([1, 1, 3], 2, -4, 0);
        Rgb[] Colors(RelevanceSign sign) => (explanation.Heatmap(sign: sign) with { Size = 3 }).Render() is var picture ? [picture[0, 0], picture[1, 0], picture[2, 0]] : [];
        Assert.Equal([ColorMap.RedBlue.At(0.5), Blue, Rgb.White], Colors(RelevanceSign.All));
        Assert.Equal([Red, Rgb.White, Rgb.White], Colors(RelevanceSign.Positive));
        Assert.Equal([Rgb.White, Blue, Rgb.White], Colors(RelevanceSign.Negative));
        Assert.Equal([ColorMap.Heat.At(0.5), ColorMap.Heat.At(1), Rgb.White], Colors(RelevanceSign.Absolute));
    }

    [Fact]
    public void A_percentile_keeps_one_strong_pixel_from_hiding_the_others()
    {
        var heatmap = Explanation([1, 1, 4], 1, 1, 1, 100).Heatmap() with { Percentile = 75, Size = 4 };
        Assert.Equal((1.0, true), (heatmap.Scale.Limit, heatmap.Scale.Clips));
        Assert.Equal(Red, heatmap.Render()[0, 0]);
    }

    [Fact]
    public void The_legend_stands_below_the_unchanged_heatmap()
    {
        var heatmap = Explanation([1, 1, 2], 1, -1).Heatmap() with { Size = 400 };
        var (plain, full) = (heatmap.Render(), (heatmap with { HasLegend = true }).Render());
        Assert.Equal((400, 200), (plain.Width, plain.Height));
        Assert.True(full.Height > plain.Height + 100);
        int reds = Enumerable.Range(0, full.Width * full.Height).Count(i => full[i % full.Width, i / full.Width] == Red);
        // Half of the heatmap, and a few columns of the colour bar of 24 device pixels in height.
        Assert.InRange(reds, 200 * 200, 200 * 200 + 24 * 10);
    }

    [Fact]
    public void The_colour_bar_runs_from_zero_where_nothing_is_negative()
    {
        Assert.True(Explanation([1, 1, 2], 1, 0).Heatmap().Scale.StartsAtZero);
        Assert.False(Explanation([1, 1, 2], 1, -1).Heatmap().Scale.StartsAtZero);
    }

    [Fact]
    public void Over_a_photograph_zero_is_transparent_and_the_strongest_relevance_opaque()
    {
        var photo = Photo(4, 2, (_, _) => new Rgb(200, 100, 0));
        var overlay = Explanation([1, 1, 2], 1, 0).Heatmap().Over(photo) with { Opacity = 1 };
        var picture = overlay.Render();
        Assert.Equal((4, 2), (picture.Width, picture.Height));
        // The luma is 0.299 · 200 + 0.587 · 100 = 118.5, lightened 255 − 0.7 · (255 − 118.5) = 159.45.
        Assert.Equal((Red, new Rgb(159, 159, 159)), (picture[0, 1], picture[3, 0]));
        // Middles at 0.25 and 0.75 of the way between those of the two values: relevance 0.75 and 0.25.
        var expected = Rgb.Mix(new Rgb(159, 159, 159), ColorMap.RedBlue.At(0.75), 1 - 0.25 * 0.25);
        Assert.Equal(expected, picture[1, 0]);
    }

    [Fact]
    public void The_other_modes_show_the_photograph_in_its_own_colours()
    {
        var color = new Rgb(200, 100, 40);
        var heatmap = Explanation([1, 1, 2], 1, 0).Heatmap();
        Picture Draw(OverlayMode mode) => heatmap.Over(Photo(2, 1, (_, _) => color), mode).Render();
        Assert.Equal((color, new Rgb(0, 0, 0)), (Draw(OverlayMode.MaskedImage)[0, 0], Draw(OverlayMode.MaskedImage)[1, 0]));
        Assert.Equal((color, Rgb.White), (Draw(OverlayMode.AlphaScaling)[0, 0], Draw(OverlayMode.AlphaScaling)[1, 0]));
        Assert.Equal((color, color), (Draw(OverlayMode.OriginalImage)[0, 0], Draw(OverlayMode.OriginalImage)[1, 0]));
    }

    [Fact]
    public void A_photograph_is_read_from_a_file_or_its_bytes_in_colour()
    {
        using var folder = new TempFolder();
        var photo = Photo(3, 2, (x, y) => new Rgb((byte)(80 * x), (byte)(100 * y), 7));
        photo.Save(folder["photo.png"]);
        var heatmap = Explanation([1, 1, 2], 1, 0).Heatmap();
        heatmap.Over(folder["photo.png"], OverlayMode.OriginalImage).Save(folder["overlay.png"]);
        var read = Picture.Decode(folder["overlay.png"]);
        Assert.Equal((3, 2), (read.Width, read.Height));
        Assert.Equal((photo[2, 1], photo[0, 0]), (read[2, 1], read[0, 0]));
        Assert.Equal(photo[1, 1], heatmap.Over(photo.ToPng(), OverlayMode.OriginalImage).Render()[1, 1]);
        File.WriteAllText(folder["notes.png"], "no image");
        Assert.Contains("notes.png", Assert.Throws<InvalidDataException>(() => heatmap.Over(folder["notes.png"])).Message);
    }

    [Fact]
    public void Transparency_of_a_photograph_lies_on_white()
    {
        var read = Picture.Decode(RawImage.Png(2, 1, 8, 6, [[0, 0, 255, 255, 0, 0, 0, 0]]));
        Assert.Equal((new Rgb(0, 0, 255), Rgb.White), (read[0, 0], read[1, 0]));
    }

    [Fact]
    public void A_map_keeps_its_values_where_it_keeps_its_size_and_a_flat_one_stays_flat()
    {
        var map = new Map(2, 2, [1, 2, 3, 4]);
        Assert.Equal(map.Values, map.ResizeSmoothly(2, 2).Values);
        Assert.All(new Map(2, 3, [5, 5, 5, 5, 5, 5]).ResizeSmoothly(7, 4).Values.ToArray(), value => Assert.Equal(5f, value));
        Assert.Equal([1f, 1.25f, 1.75f, 2f], new Map(2, 1, [1, 2]).ResizeSmoothly(4, 1).Values.ToArray());
    }

    [Fact]
    public void A_table_of_features_becomes_bars_with_the_strongest_first()
    {
        var chart = Explanation([4], 0.5f, -3, 1, 0.25f).BarChart(["a", "b", "c", "d"], most: 2);
        Assert.Equal(["b", "c", "2 others together"], chart.Bars.Select(bar => bar.Name));
        Assert.Equal([-3, 1, 0.75], chart.Bars.Select(bar => bar.Value));
        Assert.Equal(["b", "c", "a"], Explanation([3], 0.5f, -3, 1).BarChart(["a", "b", "c"], most: 2).Bars.Select(bar => bar.Name));
        Assert.Equal("Layer-wise relevance propagation", chart.Title);
        using var folder = new TempFolder();
        chart.Save(folder["bars.png"]);
        Assert.Equal(chart.Render().Width, Picture.Decode(folder["bars.png"]).Width);
    }

    [Fact]
    public void What_is_no_image_and_images_that_are_not_there_are_refused()
    {
        Assert.Contains("BarChart", Assert.Throws<ArgumentException>(() => Explanation([3], 1, 2, 3).Heatmap()).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Explanation([1, 1, 2], 1, 2).Heatmap(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Explanation([1, 1, 2], 1, 2).Heatmap(-1));
        Assert.Contains("column 1, row 0", Assert.Throws<ArgumentException>(() => Explanation([1, 1, 2], 1, float.NaN).Heatmap()).Message);
        Assert.Contains("3 values", Assert.Throws<ArgumentException>(() => Explanation([3], 1, 2, 3).BarChart(["a"])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => (Explanation([1, 1, 1], 1).Heatmap().Over(Photo(1, 1, (_, _) => Rgb.White)) with { Opacity = 2 }).Render());
    }

    private static Picture Photo(int width, int height, Func<int, int, Rgb> color) => Picture.Draw(width, height, 1, canvas =>
    {
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                using var paint = new SKPaint { Color = color(x, y).ToSkia() };
                canvas.DrawRect(x, y, 1, 1, paint);
            }
        }
    });
}

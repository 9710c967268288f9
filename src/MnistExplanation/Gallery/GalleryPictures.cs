using Relevance.Imaging;
using Relevance.Tool.Explaining;

namespace MnistExplanation.Gallery;

/// <summary>The pictures of the gallery: strips of ten.</summary>
internal static class GalleryPictures
{
    private const int Factor = 3;
    private const int Gap = 2;

    /// <summary>The digits in a row, as dark ink.</summary>
    internal static Picture Digits(ExplainedImages explained) =>
        Heatmap.Render(Strip(Enumerable.Range(0, explained.Images.Count).Select(explained.Picture)), ColorScale.Ink, Factor);

    /// <summary>The heatmaps in a row, each in the colours of its own scale, over the outlines of their digits.</summary>
    internal static Picture Heatmaps(ExplainedImages explained)
    {
        var images = Enumerable.Range(0, explained.Images.Count).ToList();
        return Heatmap.Render(Strip(images.Select(image => ToUnit(explained.Heatmap(image)))), new ColorScale(ColorMap.RedBlue, 1), Factor,
            outline: Strip(images.Select(explained.Picture)), outlineOpacity: 0.25);
    }

    private static Map ToUnit(Map map) => map.MaxAbsolute == 0
        ? map
        : new(map.Width, map.Height, Array.ConvertAll(map.Values.ToArray(), value => value / map.MaxAbsolute));

    private static Map Strip(IEnumerable<Map> maps)
    {
        var all = maps.ToList();
        var (width, height) = (all.Sum(map => map.Width + Gap) - Gap, all[0].Height);
        var values = new float[width * height];
        var left = 0;
        foreach (var map in all)
        {
            for (var y = 0; y < height; y++)
                map.Values.Slice(y * map.Width, map.Width).CopyTo(values.AsSpan(y * width + left));
            left += map.Width + Gap;
        }
        return new Map(width, height, values);
    }
}

using Relevance.Imaging;
using Relevance.Maps;
using Relevance.Tool.Console;

namespace Relevance.Tool.Explaining;

/// <summary>The figure of the relevance at a hidden layer: each image beside the layer's feature maps.</summary>
internal static class FeatureMapFigure
{
    private const int MapsPerRow = 8;
    private const int MostMaps = 640;

    /// <summary>Finds out before the work whether so many maps can be shown.</summary>
    /// <param name="images">The number of images.</param>
    /// <param name="shape">The shape of the layer's output for one image.</param>
    /// <exception cref="UserException">They cannot.</exception>
    internal static void RequireFits(int images, Shape shape)
    {
        if (images * MapsOf(shape) is var maps and > MostMaps)
            throw new UserException($"A figure shows up to {MostMaps} feature maps, not {maps:N0}; choose fewer images with --index, or write .npy or .json.");
    }

    internal static Sheet Create(ExplainedImages explained)
    {
        var maps = MapsOf(explained.Shape);
        return new Sheet
        {
            Title = $"{explained.Method.Title}: relevance at the output of layer {explained.Layer}",
            Subtitle = (maps > 1
                ? "One map per channel. Their sum is the relevance that went on from there.\n"
                : "The units row by row. Their sum is the relevance that went on from there.\n") + explained.Recipe,
            Rows = [.. Enumerable.Range(0, explained.Images.Count).SelectMany(image => Rows(explained, image))],
            PanelSize = 56,
            ScaleNote = explained.Images.Count > 1 ? "one scale for the maps of an image; its max is written below the image" : null,
        };
    }

    private static int MapsOf(Shape shape) => shape.Rank == 3 ? shape[0] : 1;

    private static IEnumerable<SheetRow> Rows(ExplainedImages explained, int image)
    {
        var maps = Maps(explained.Relevance(image), explained.Shape);
        var scale = ColorScale.Shared(maps);
        var cells = maps.Select((map, channel) => new SheetCell(new Panel(map, scale) { Note = "" }) { Title = maps.Count > 1 ? $"{channel}" : null });
        var note = explained.Images.Caption(image) + (explained.Images.Count > 1 ? $" · max {NumberText.Plain(scale.Limit)}" : "");
        var first = new SheetCell(Panel.Image(explained.Picture(image)) with { Note = note }) { Title = ExplanationFigure.Title(explained, image) };
        return cells.Chunk(MapsPerRow).Select((row, i) => new SheetRow([i == 0 ? first : SheetCell.Empty, .. row]));
    }

    /// <summary>The feature maps; units that have no place in a plane are set row by row in the shape nearest to a square.</summary>
    private static List<Map> Maps(double[] relevance, Shape shape)
    {
        var (height, width) = shape.Rank == 3 ? (shape[1], shape[2]) : Rectangle(relevance.Length);
        return [.. relevance.Chunk(height * width).Select(map => new Map(width, height, Array.ConvertAll(map, value => (float)value)))];
    }

    private static (int Height, int Width) Rectangle(int units)
    {
        var height = (int)Math.Sqrt(units);
        while (units % height != 0)
            height--;
        return (height, units / height);
    }
}

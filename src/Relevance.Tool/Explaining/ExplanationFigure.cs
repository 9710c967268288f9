using Relevance.Imaging;
using Relevance.Tool.Console;

namespace Relevance.Tool.Explaining;

/// <summary>The figure of an explanation: each image beside its heatmap.</summary>
internal static class ExplanationFigure
{
    private const int MostImages = 200;
    private const int Columns = 5;

    /// <summary>Finds out before the work whether so many images can be shown.</summary>
    /// <exception cref="UserException">They cannot.</exception>
    internal static void RequireFits(int images)
    {
        if (images > MostImages)
            throw new UserException($"A figure shows up to {MostImages} images, not {images:N0}; choose some with --index, or write .npy or .json.");
    }

    /// <summary>Arranges the figure.</summary>
    internal static Sheet Create(ExplainedImages explained)
    {
        if (explained.Layer is not null)
            return FeatureMapFigure.Create(explained);
        var cells = Enumerable.Range(0, explained.Images.Count).Select(image => Cell(explained, image));
        return Sheet.Grid(explained.Method.Title, Math.Min(Columns, explained.Images.Count), cells) with
        {
            // The bare name of a method says no more than the title.
            Subtitle = $"{explained.Method.Definition.Meaning}{(explained.Recipe == explained.Method.Name ? "" : $"\n{explained.Recipe}")}{GradCamNote.Of([explained])}",
        };
    }

    private static SheetCell Cell(ExplainedImages explained, int image)
    {
        var outcome = explained.Predictions[image];
        var label = explained.Images.Labels?[image];
        var (digit, heatmap) = (explained.Picture(image), explained.Heatmap(image));
        return new SheetCell(
            Panel.Image(digit) with { Note = explained.Images.Caption(image) },
            new Panel(heatmap, Scale(explained, heatmap)) { Outline = digit, Note = ZeroNote(heatmap) })
        {
            Title = Title(explained, image),
            Flagged = label is { } truth && truth != outcome.Predicted,
        };
    }

    /// <summary>What the image is; the predicted class is what is explained, unless the title says otherwise.</summary>
    internal static string Title(ExplainedImages explained, int image)
    {
        var predicted = explained.ClassName(explained.Predictions[image].Predicted);
        var title = explained.Images.Labels?[image] is { } known ? $"true {explained.ClassName(known)} · predicted {predicted}" : $"predicted {predicted}";
        return explained.Explained(image) == predicted ? title : $"{title} · why {explained.Explained(image)}?";
    }

    /// <summary>What stands below a heatmap without any colour; null for others.</summary>
    internal static string? ZeroNote(Map heatmap) => heatmap.MaxAbsolute == 0 ? "0 everywhere" : null;

    /// <summary>Zero is white and what is positive red for every method, so that figures compare; the bar of one without a sign starts at zero.</summary>
    private static ColorScale Scale(ExplainedImages explained, Map heatmap)
    {
        var scale = ColorScale.For(heatmap);
        if (explained.Unit is not null)
            return scale with { LowLabel = "lowers the unit", HighLabel = "raises the unit" };
        return explained.IsSigned ? scale : scale with { StartsAtZero = true, LowLabel = "no relevance", HighLabel = "most relevance" };
    }
}

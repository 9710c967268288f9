using MnistExplanation.Console;
using Relevance.Imaging;

namespace MnistExplanation.Explaining;

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
        var cells = Enumerable.Range(0, explained.Images.Count).Select(image => Cell(explained, image));
        return Sheet.Grid(explained.Method.Title, Math.Min(Columns, explained.Images.Count), cells) with
        {
            Subtitle = explained.Method.Meaning,
        };
    }

    private static SheetCell Cell(ExplainedImages explained, int image)
    {
        var outcome = explained.Outcomes[image];
        var classes = explained.Model.Trained.Metadata.ClassNames;
        var label = explained.Images.Labels?[image];
        var title = label is { } known ? $"true {classes[known]} · predicted {classes[outcome.Predicted]}" : $"predicted {classes[outcome.Predicted]}";
        var (digit, heatmap) = (explained.Digit(image), explained.Heatmap(image));
        return new SheetCell(Panel.Image(digit), new Panel(heatmap, Scale(explained.Method, heatmap)) { Outline = digit })
        {
            // The predicted class is what is explained, unless the title says otherwise.
            Title = outcome.Explained == outcome.Predicted ? title : $"{title} · why {classes[outcome.Explained]}?",
            Flagged = label is { } truth && truth != outcome.Predicted,
        };
    }

    /// <summary>Zero is white in the middle for every method, so that figures compare; what is never negative says nothing against a class.</summary>
    private static ColorScale Scale(Method method, Map heatmap)
    {
        var scale = ColorScale.For(heatmap);
        return method.IsSigned ? scale : scale with { LowLabel = "(never negative)", HighLabel = "the score reacts" };
    }
}

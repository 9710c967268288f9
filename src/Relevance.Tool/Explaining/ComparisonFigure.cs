using System.CommandLine;
using System.CommandLine.Parsing;
using Relevance.Catalogue;
using Relevance.Imaging;
using Relevance.Tool.Console;

namespace Relevance.Tool.Explaining;

/// <summary>The figure that compares methods: images as rows, methods as columns, one legend. Many methods go on in a second block below.</summary>
internal static class ComparisonFigure
{
    private const int MostImages = 20;
    private const int MostColumns = 12;
    private const int PanelSize = 98;

    /// <summary>Smaller, so that the text is not too small when a slide is as wide as a screen.</summary>
    private const int SlidePanelSize = 84;

    /// <summary>Notes in the result what several methods cannot write.</summary>
    internal static void Validate(CommandResult result, Option<OutputFile[]?> output)
    {
        var files = result.GetValue(output) ?? [];
        if (files.Length == 0)
            result.AddError("Several methods are drawn side by side; say where with --output FILE.png.");
        else if (files.FirstOrDefault(file => file.Kind != OutputKind.Figure) is { } other)
            result.AddError($"Several methods are drawn side by side in a .png; write {other.Path} for one method at a time.");
    }

    /// <summary>Requires that the methods explain the same, at the pixels.</summary>
    /// <exception cref="UsageException">They do not.</exception>
    internal static void RequireComparable(IReadOnlyList<MethodCall> methods)
    {
        if (methods.FirstOrDefault(method => PropagationNotation.LayerOf(method) is not null) is { } hidden)
            throw new UsageException($"Several methods are drawn side by side at the pixels; explain --method {hidden}, which ends at a hidden layer, by itself.");
        if (methods.FirstOrDefault(method => PropagationNotation.UnitOf(method) != PropagationNotation.UnitOf(methods[0])) is { } other)
            throw new UsageException($"Several methods are drawn side by side for one question, but --method {methods[0]} and --method {other} do not explain the same unit or class.");
    }

    /// <summary>Finds out before the work whether so many images can be shown.</summary>
    /// <exception cref="UserException">They cannot.</exception>
    internal static void RequireFits(int images)
    {
        if (images > MostImages)
            throw new UserException($"A figure of several methods shows up to {MostImages} images, not {images:N0}; choose some with --index.");
    }

    /// <summary>Arranges the figure.</summary>
    /// <param name="explained">The same images, explained by each method.</param>
    internal static Sheet Create(IReadOnlyList<ExplainedImages> explained) => Create(explained, (explained.Count + MostColumns - 1) / MostColumns);

    /// <summary>Arranges the figure in the shape of a slide, 16:9: in as many blocks as leave the least of it empty.</summary>
    /// <param name="explained">The same images, explained by each method.</param>
    internal static Sheet CreateSlide(IReadOnlyList<ExplainedImages> explained)
    {
        const double Ratio = 16.0 / 9;
        return Enumerable.Range(1, explained.Count)
            .Select(blocks => Create(explained, blocks) with { ColumnGap = 8, PanelSize = SlidePanelSize })
            .MinBy(sheet => sheet.Measure() is var (width, height) ? Math.Abs(Math.Log(width / (height * Ratio))) : 0)! with
        { AspectRatio = Ratio };
    }

    private static Sheet Create(IReadOnlyList<ExplainedImages> explained, int blocks)
    {
        var images = explained[0].Images.Count;
        return new()
        {
            Title = $"{images} {(images == 1 ? "image" : "images")}, {explained.Count} methods",
            Subtitle = "At the left of each image the class that is explained. Each heatmap is divided by its largest magnitude, for methods measure in different units. " +
                "Maps without blue come from methods that have no sign." + GradCamNote.Of(explained),
            Rows = [.. explained.Chunk((explained.Count + blocks - 1) / blocks).SelectMany(Block)],
            PanelSize = PanelSize,
            HasEvenColumns = true,
            ScaleNote = "1 is the largest magnitude of each map",
        };
    }

    /// <summary>All images by some of the methods.</summary>
    private static IEnumerable<SheetRow> Block(IReadOnlyList<ExplainedImages> explained) => Enumerable.Range(0, explained[0].Images.Count).Select(image => Row(explained, image) with
    {
        ColumnHeadings = image > 0 ? [] : ["", .. explained.Select(one => Broken(Heading(one.Method, explained)))],
    });

    private static SheetRow Row(IReadOnlyList<ExplainedImages> explained, int image)
    {
        var first = explained[0];
        var digit = first.Picture(image);
        var truth = first.Images.Labels?[image] is { } label && label != first.Predictions[image].Predicted ? first.ClassName(label) : null;
        return new SheetRow(
        [
            new SheetCell(Panel.Image(digit) with { Note = first.Images.Caption(image) }) { Title = truth is null ? null : $"true {truth}", Flagged = truth is not null },
            .. explained.Select(one => new SheetCell(new Panel(ToUnit(one.Heatmap(image)), new ColorScale(ColorMap.RedBlue, 1))
            {
                Outline = digit,
                Note = ExplanationFigure.ZeroNote(one.Heatmap(image)),
            })),
        ])
        {
            Heading = first.Explained(image),
        };
    }

    /// <summary>Its title; with what was changed about it where another column has the same.</summary>
    private static string Heading(MethodCall method, IReadOnlyList<ExplainedImages> explained) =>
        explained.Count(one => one.Method.Title == method.Title) == 1 ? method.Title : $"{method}".Replace("(", "( ", StringComparison.Ordinal);

    private static Map ToUnit(Map map) => map.MaxAbsolute == 0
        ? map
        : new(map.Width, map.Height, Array.ConvertAll(map.Values.ToArray(), value => value / map.MaxAbsolute));

    /// <summary>A word to a line, short ones together: columns are narrow.</summary>
    private static string Broken(string title)
    {
        const int Width = 12;
        var lines = new List<string>();
        // The one long word would widen every column.
        foreach (var word in title.Replace("backpropagation", "back- propagation", StringComparison.Ordinal).Split(' '))
        {
            if (lines.Count > 0 && lines[^1].Length + word.Length < Width)
                lines[^1] += $" {word}";
            else
                lines.Add(word);
        }
        return string.Join('\n', lines);
    }
}

using System.CommandLine;
using System.CommandLine.Parsing;
using MnistExplanation.Console;
using Relevance.Imaging;

namespace MnistExplanation.Explaining;

/// <summary>The figure that compares methods: images as rows, methods as columns, one legend.</summary>
internal static class ComparisonFigure
{
    private const int MostImages = 20;
    private const int PanelSize = 70;

    /// <summary>Notes in the result what several methods cannot write.</summary>
    internal static void Validate(CommandResult result, Option<OutputFile[]?> output)
    {
        var files = result.GetValue(output) ?? [];
        if (files.Length == 0)
            result.AddError("Several methods are drawn side by side; say where with --output FILE.png.");
        else if (files.FirstOrDefault(file => file.Kind != OutputKind.Figure) is { } other)
            result.AddError($"Several methods are drawn side by side in a .png; write {other.Path} for one method at a time.");
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
    internal static Sheet Create(IReadOnlyList<ExplainedImages> explained) => new()
    {
        Title = $"{explained[0].Images.Count} {(explained[0].Images.Count == 1 ? "image" : "images")}, {explained.Count} methods",
        Subtitle = "At the left of each image the class that is explained. Each heatmap is divided by its largest magnitude, for methods measure in different units. " +
            "Without blue: methods that show how strongly, not in which direction.",
        ColumnHeadings = ["", .. explained.Select(one => Broken(one.Method.Title))],
        Rows = [.. Enumerable.Range(0, explained[0].Images.Count).Select(image => Row(explained, image))],
        PanelSize = PanelSize,
    };

    private static SheetRow Row(IReadOnlyList<ExplainedImages> explained, int image)
    {
        var first = explained[0];
        var digit = first.Digit(image);
        var isWrong = first.Images.Labels?[image] is { } truth && truth != first.Outcomes[image].Predicted;
        return new SheetRow(
        [
            new SheetCell(Panel.Image(digit)) { Title = isWrong ? "" : null, Flagged = isWrong },
            .. explained.Select(one => new SheetCell(new Panel(ToUnit(one.Heatmap(image)), new ColorScale(ColorMap.RedBlue, 1)) { Outline = digit })),
        ])
        {
            Heading = first.Explained(image),
        };
    }

    private static Map ToUnit(Map map) => map.MaxAbsolute == 0
        ? map
        : new(map.Width, map.Height, Array.ConvertAll(map.Values.ToArray(), value => value / map.MaxAbsolute));

    /// <summary>A word to a line, short ones together: columns are narrow.</summary>
    private static string Broken(string title)
    {
        const int Width = 12;
        var lines = new List<string>();
        foreach (var word in title.Split(' '))
        {
            if (lines.Count > 0 && lines[^1].Length + word.Length < Width)
                lines[^1] += $" {word}";
            else
                lines.Add(word);
        }
        return string.Join('\n', lines);
    }
}

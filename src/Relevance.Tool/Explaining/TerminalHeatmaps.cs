using Relevance.Imaging;
using Relevance.Tool.Console;
using Spectre.Console;

namespace Relevance.Tool.Explaining;

/// <summary>Draws images and their heatmaps with coloured half blocks, two pixels to a character.</summary>
internal static class TerminalHeatmaps
{
    private const int MostImages = 3;
    private const int Gap = 2;

    /// <summary>Blocks of the key from zero to the limit.</summary>
    private const int KeySteps = 6;

    /// <summary>Draws the images one above the other, if they are few, the terminal has the colours and is wide enough.</summary>
    internal static void Show(ExplainedImages explained, Terminal terminal)
    {
        var profile = terminal.Out.Profile;
        if (explained.Layer is not null || !terminal.IsInteractive || profile.Capabilities.ColorSystem < ColorSystem.EightBit || profile.Width < 2 * explained.Picture(0).Width + Gap || explained.Images.Count > MostImages)
            return;
        for (var image = 0; image < explained.Images.Count; image++)
        {
            var (picture, heatmap) = (explained.Picture(image), explained.Heatmap(image));
            var scale = ColorScale.For(heatmap);
            terminal.Line(Caption(explained, image));
            for (var y = 0; y + 1 < picture.Height; y += 2)
            {
                terminal.Out.Write(Row(picture, ColorScale.Ink, y));
                terminal.Out.Write(new string(' ', Gap));
                terminal.Out.Write(Row(heatmap, scale, y));
                terminal.Line();
            }
            terminal.Out.Write(Key(explained, image, scale));
            terminal.Line();
            terminal.Line();
        }
    }

    /// <summary>Which image it is, and what its heatmap explains.</summary>
    private static string Caption(ExplainedImages explained, int image)
    {
        var (prediction, truth) = (explained.Predictions[image], explained.Images.Labels is { } labels ? $", in truth {explained.ClassName(labels[image])}" : "");
        return $"Image {explained.Images.Names[image]}, predicted {explained.ClassName(prediction.Predicted)}{truth}. On the right: the relevance for class {explained.Explained(image)}.";
    }

    /// <summary>Which value has which colour.</summary>
    private static Paragraph Key(ExplainedImages explained, int image, ColorScale scale)
    {
        var (limit, key) = (NumberText.Plain(scale.Limit), new Paragraph());
        key.Append(explained.IsSigned ? $"blue −{limit} " : "white 0 ");
        if (explained.IsSigned)
        {
            AppendColors(key, scale, -1, 0);
            key.Append(" 0 ");
        }
        AppendColors(key, scale, 0, 1);
        return key.Append($" {(explained.IsSigned ? "+" : "")}{limit} red{(explained.IsSigned ? $": against and for {explained.Explained(image)}" : "")}");
    }

    private static void AppendColors(Paragraph key, ColorScale scale, double from, double to)
    {
        for (var i = 0; i < KeySteps; i++)
            key.Append("█", new Style(ColorOf((float)(scale.Limit * (from + ((to - from) * i / (KeySteps - 1)))), scale)));
    }

    private static Paragraph Row(Map map, ColorScale scale, int y)
    {
        var row = new Paragraph();
        for (var x = 0; x < map.Width; x++)
            row.Append("▀", new Style(ColorOf(map[x, y], scale), ColorOf(map[x, y + 1], scale)));
        return row;
    }

    private static Color ColorOf(float value, ColorScale scale)
    {
        var color = scale.ColorOf(value);
        return new Color(color.R, color.G, color.B);
    }
}

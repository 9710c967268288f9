using Mnist.Data;
using MnistExplanation.Console;
using Relevance.Imaging;
using Spectre.Console;

namespace MnistExplanation.Explaining;

/// <summary>Draws digits and their heatmaps with coloured half blocks, two pixels to a character.</summary>
internal static class TerminalHeatmaps
{
    private const int MostImages = 3;
    private const int Gap = 2;
    private const int PairWidth = 2 * LabelledImages.Side + Gap;

    /// <summary>Draws the images one above the other, if they are few, the terminal has the colours and is wide enough.</summary>
    internal static void Show(ExplainedImages explained, Terminal terminal)
    {
        var profile = terminal.Out.Profile;
        if (!terminal.IsInteractive || profile.Capabilities.ColorSystem < ColorSystem.EightBit || profile.Width < PairWidth || explained.Images.Count > MostImages)
            return;
        for (var image = 0; image < explained.Images.Count; image++)
        {
            var (digit, heatmap) = (explained.Digit(image), explained.Heatmap(image));
            var scale = ColorScale.For(heatmap);
            for (var y = 0; y < LabelledImages.Side; y += 2)
            {
                terminal.Out.Write(Row(digit, ColorScale.Ink, y));
                terminal.Out.Write(new string(' ', Gap));
                terminal.Out.Write(Row(heatmap, scale, y));
                terminal.Line();
            }
            terminal.Line();
        }
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

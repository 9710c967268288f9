using Relevance.Imaging;
using Relevance.Tool.Console;
using Spectre.Console;

namespace Relevance.Tool.Explaining;

/// <summary>Draws images and their heatmaps with coloured half blocks, two pixels to a character.</summary>
internal static class TerminalHeatmaps
{
    private const int MostImages = 3;
    private const int Gap = 2;

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
            for (var y = 0; y + 1 < picture.Height; y += 2)
            {
                terminal.Out.Write(Row(picture, ColorScale.Ink, y));
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

using System.Text;
using MnistExplanation.Explaining;
using Relevance.Imaging;

namespace MnistExplanation.Gallery;

/// <summary>The page of the gallery.</summary>
internal static class GalleryPage
{
    /// <summary>The page as Markdown; its pictures are in a folder beside it.</summary>
    /// <param name="folder">The name of that folder.</param>
    internal static string ToMarkdown(string folder)
    {
        var text = new StringBuilder();
        text.Append($"""
            # Gallery

            One row per method, rule and composite, always the same ten digits: the first of each class in MNIST's test set, explained by the network inside
            the program for the class that it predicts. Red speaks for the class, blue against it, white is zero; each digit has its own scale, and the thin
            line is its outline. `MnistExplanation gallery` makes this page.

            ![The ten digits]({folder}/digits.png)

            In the C# lines `network` is a `Network`, `low` and `high` are the values of a black and a white pixel as the network sees them, `examples` are images, and
            `static Relevance.Propagation.LayerCondition` is in use. Every line is followed by `.Explain(images)`.

            """);
        Write(text, "Methods without rules", folder, GalleryRows.Methods);
        Write(text, "Rules", folder, GalleryRows.Rules);
        Write(text, "Composites", folder, GalleryRows.Composites);
        return text.ToString();
    }

    /// <summary>The digits in a row, as dark ink.</summary>
    internal static Picture Digits(ExplainedImages explained) =>
        Heatmap.Render(Strip(Enumerable.Range(0, explained.Images.Count).Select(explained.Digit)), ColorScale.Ink, Factor);

    /// <summary>The heatmaps in a row, each in the colours of its own scale, over the outlines of their digits.</summary>
    internal static Picture Heatmaps(ExplainedImages explained)
    {
        var images = Enumerable.Range(0, explained.Images.Count).ToList();
        return Heatmap.Render(Strip(images.Select(image => ToUnit(explained.Heatmap(image)))), new ColorScale(ColorMap.RedBlue, 1), Factor,
            outline: Strip(images.Select(explained.Digit)), outlineOpacity: 0.25);
    }

    private const int Factor = 3;
    private const int Gap = 2;

    private static void Write(StringBuilder text, string title, string folder, IEnumerable<GalleryRow> rows)
    {
        text.Append($"\n## {title}\n");
        foreach (var row in rows)
            text.Append($"""

                ### {row.Composite ?? row.Name}

                {row.Formula}

                ![Ten heatmaps]({folder}/{row.Name}.png)

                - **Expect.** {row.Expect}
                - **It misleads.** {row.Misleads}
                - `{row.Arguments}`
                - `{row.Code}`

                """);
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

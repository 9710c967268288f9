using System.Text;

namespace MnistExplanation.Gallery;

/// <summary>The gallery's first page: the methods in a table, the rules and composites one below the other.</summary>
internal static class GalleryPage
{
    /// <summary>The page as Markdown; its pictures, and the pages of the methods, are in a folder beside it.</summary>
    /// <param name="folder">The name of that folder.</param>
    internal static string ToMarkdown(string folder)
    {
        var text = new StringBuilder();
        text.Append("""
            # Gallery

            Every method, every composite, and every rule that the network inside the program has a layer for (it has no max pooling, and `pass` is what its activations do
            anyway), on the same ten digits: the first of each class in MNIST's test set, explained for
            the class that it predicts (the 3 is one of its mistakes: it takes it for a 5). Red speaks for the class, blue against it, white is zero; each heatmap has
            its own scale, and the thin line is the outline of its digit. `MnistExplanation gallery` makes these pages.

            ## Methods

            Each name leads to a page: what the method asks, how to read it, when it misleads, how to call it.


            """);
        WriteTable(text, folder, MethodPages.Methods);
        text.Append("""

            ## Wrappers

            What any method finds, averaged over copies of the image: here three times the gradient, and layer-wise relevance propagation shifted.


            """);
        WriteTable(text, folder, MethodPages.Wrappers);
        text.Append("""

            ## Rules

            Layer-wise relevance propagation divides relevance by a rule in each layer. Here one rule is everywhere, or in the layer that its formula names.

            In the C# lines `network` is a `Network`, `low` and `high` are the values of a black and a white pixel as the network sees them, and
            `static Relevance.Propagation.Composites.LayerCondition` is in use. Every line is followed by `.Explain(images)`.

            """);
        WriteRows(text, folder, GalleryRows.Rules);
        text.Append("""

            ## Composites

            A composite says which layer gets which rule; `explain --plan --composite NAME` shows it for the network.

            """);
        WriteRows(text, folder, GalleryRows.Composites);
        return text.ToString();
    }

    private static void WriteTable(StringBuilder text, string folder, IEnumerable<MethodPage> pages)
    {
        text.Append($"| | ![The ten digits]({folder}/digits.png) |\n|---|---|\n");
        foreach (var page in pages)
            text.Append($"| [{page.Definition.Title}]({folder}/{page.Name}.md) | ![Ten heatmaps]({folder}/{page.Name}.png) |\n");
    }

    private static void WriteRows(StringBuilder text, string folder, IEnumerable<GalleryRow> rows)
    {
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
}

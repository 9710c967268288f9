using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Relevance;
using Relevance.Catalogue;
using Relevance.Definitions;

namespace MnistExplanation.Gallery;

/// <summary>The page of a method.</summary>
internal static partial class MethodPageText
{
    /// <summary>The page as Markdown; its picture is beside it, the gallery's first page a folder above.</summary>
    /// <param name="page">What it says.</param>
    /// <param name="gallery">The name of the first page.</param>
    internal static string ToMarkdown(MethodPage page, string gallery)
    {
        var method = page.Definition;
        return $"""
            # {method.Title}

            [Gallery](../{gallery})

            {page.Asks.Replace("../gallery.md", $"../{gallery}", StringComparison.Ordinal)}

            ```
            {method.Formula}
            ```

            {method.Source}

            ![The ten digits](digits.png)

            ![Ten heatmaps]({page.Name}.png)

            - **How to read it.** {page.Expect}
            - **When it misleads.** {page.Misleads}

            ## On the command line

            ```sh
            MnistExplanation {page.Arguments} --digits --output {page.Name}.png
            ```

            draws these heatmaps, each beside its digit.{AlsoKnown(method)}{Wraps(method)}

            {Parameters(method.Parameters)}

            ## In C#

            ```csharp
            {Usings(page.Code)}

            Explainer explainer = {page.Code};
            Explanation<float> explanation = explainer.Explain(images);
            ```

            `network` is a `Network`, `images` are a `Tensor<float>` of shape [N, 1, 28, 28]{Names(page.Code)}.

            """.ReplaceLineEndings("\n");
    }

    private static string AlsoKnown(MethodDefinition method) =>
        method.Aliases.IsEmpty ? "" : $" The method is also known as {string.Join(", ", method.Aliases.Select(alias => $"`{alias}`"))}.";

    private static string Wraps(MethodDefinition method) => method.Wraps is not { } wrapped ? "" :
        $" It wraps `{wrapped}` unless another method is named: `--method '{method.Name}({(wrapped == "lrp" ? "integrated-gradients" : "lrp")})'`.";

    private static string Parameters(ImmutableArray<Parameter> parameters)
    {
        if (parameters.IsEmpty)
            return "It has no parameters.";
        var text = new StringBuilder("| `--set` | default | takes | what it does |\n|---|---|---|---|\n");
        foreach (var parameter in parameters)
            text.Append($"| `{parameter.Name}` | {(parameter.Default is { } value ? $"`{Parameter.Write(value)}`" : "")} | {parameter.Range} | {parameter.Meaning} |\n");
        return text.ToString().TrimEnd();
    }

    /// <summary>The namespaces of the types in a line of code.</summary>
    private static string Usings(string code) => string.Join('\n', typeof(Explainer).Assembly.ExportedTypes
        .Where(type => Words().Matches(code).Any(word => word.Value == type.Name))
        .Select(type => type.Namespace!).Append(typeof(Explainer).Namespace!).Distinct().Order(StringComparer.Ordinal).Select(name => $"using {name};"));

    [GeneratedRegex(@"\w+")]
    private static partial Regex Words();

    /// <summary>What the names in a line of code stand for.</summary>
    private static string Names(string code)
    {
        var low = code.Contains("low", StringComparison.Ordinal);
        var high = code.Contains("high", StringComparison.Ordinal);
        var pixels = high ? ", `low` and `high` are the values of a black and of a white pixel as it sees them" : low ? ", `low` is the value of a black pixel as it sees it" : "";
        var examples = code.Contains("examples", StringComparison.Ordinal) ? ", `examples` are images like those that are explained" : "";
        return pixels + examples;
    }
}

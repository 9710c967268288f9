using Relevance.Studio;
using Relevance.Tool.Models;
using Relevance.Tool.Serving;

namespace MnistExplanation.Serving;

/// <summary>An explanation as a command to copy.</summary>
internal static class CommandLine
{
    /// <summary>What the picture of a drawing is called: its 28 × 28 pixels, white on black, which the page lets the user save.</summary>
    internal const string Picture = "digit.png";

    private const string Program = "MnistExplanation";

    /// <summary>The command, quoted for a POSIX shell.</summary>
    internal static string Of(Recipe recipe, SafetensorsModel model) => ShellWords.Join(Arguments(recipe, model).Prepend(Program));

    /// <summary>What is typed after the program's name, word by word.</summary>
    internal static IReadOnlyList<string> Arguments(Recipe recipe, SafetensorsModel model)
    {
        List<string> words = ["explain", .. recipe.Example is { } index ? (string[])["--index", $"{index}"] : ["--images", Picture], "--method", recipe.Method];
        if (recipe.Class is { } target)
            words.AddRange(["--target", $"{target}"]);
        if (recipe.Contrast is { } contrast)
            words.AddRange(["--contrast", $"{contrast}"]);
        if (!model.IsEmbedded)
            words.AddRange(["--model", model.Source]);
        return words;
    }
}

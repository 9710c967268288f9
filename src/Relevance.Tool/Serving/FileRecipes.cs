using Relevance.Studio;

namespace Relevance.Tool.Serving;

/// <summary>An explanation of a network in a file, as a command and as C# to copy.</summary>
/// <param name="program">What users type to run the program.</param>
/// <param name="model">The file of the network.</param>
internal sealed class FileRecipes(string program, string model) : IRecipeWriter
{
    /// <summary>What the picture of a drawing is called, which the page lets the user save.</summary>
    private const string Picture = "digit.png";

    public string ToCommand(Recipe recipe)
    {
        List<string> words = [program, "explain", "--model", model, "--images", Picture, "--method", recipe.Method];
        if (recipe.Class is { } target)
            words.AddRange(["--target", $"{target}"]);
        if (recipe.Contrast is { } contrast)
            words.AddRange(["--contrast", $"{contrast}"]);
        return ShellWords.Join(words);
    }

    public string ToCSharp(Recipe recipe) => $"""
        // The same with the library: the method is
        var method = Relevance.Catalogue.MethodNotation.Parse({System.Text.Json.JsonSerializer.Serialize(recipe.Method)});

        """.ReplaceLineEndings("\n");
}

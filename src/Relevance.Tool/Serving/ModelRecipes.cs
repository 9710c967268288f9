using Relevance.Studio;

namespace Relevance.Tool.Serving;

/// <summary>An explanation of a network in a file, as a command and as a C# program to copy: top-level statements over the projects Relevance and Mnist.</summary>
/// <param name="Program">What users type to run the program.</param>
/// <param name="ModelFile">The file of the network.</param>
internal sealed record ModelRecipes(string Program, string ModelFile) : IRecipeWriter
{
    /// <summary>What the picture of a drawing is called: its 28 × 28 pixels, white on black, which the page lets the user save.</summary>
    internal const string Picture = "digit.png";

    /// <summary>Whether the network is the one that the command takes if no other is named, and so need not be.</summary>
    internal bool IsUsualModel { get; init; }

    /// <summary>Whether the command finds the examples by their place in the data set.</summary>
    internal bool HasIndices { get; init; }

    /// <summary>A .npy file of pictures for methods that compare with typical ones, and how many it holds; null if there is none.</summary>
    internal (string File, int Count)? Typical { get; init; }

    public string ToCommand(Recipe recipe) => ShellWords.Join(Arguments(recipe).Prepend(Program));

    /// <summary>What is typed after the program's name, word by word.</summary>
    internal IReadOnlyList<string> Arguments(Recipe recipe)
    {
        List<string> words = ["explain", .. HasIndices && recipe.Example is { } index ? (string[])["--index", $"{index}"] : ["--images", Picture], "--method", recipe.Method];
        if (recipe.Class is { } target)
            words.AddRange(["--target", $"{target}"]);
        if (recipe.Contrast is { } contrast)
            words.AddRange(["--contrast", $"{contrast}"]);
        if (!IsUsualModel)
            words.AddRange(["--model", ModelFile]);
        return words;
    }

    public string ToCSharp(Recipe recipe)
    {
        var compares = recipe.Method.Contains("expected-gradients", StringComparison.Ordinal);
        // Without typical pictures at hand the picture is compared with itself, which runs, and says so.
        var examples = !compares ? ""
            : Typical is var (file, count) ? $", pixels.ToTensor<double>(NumpyFile.Read({Text(file)}).ToBytes(), {count})"
            : ", pixels.ToTensor<double>(image, 1) /* put typical images here */";
        string[] usings =
        [
            "System.Numerics.Tensors", "Mnist.Data", "Mnist.ModelFiles", "Relevance", "Relevance.Catalogue", "Relevance.Definitions",
            .. compares && Typical is not null ? (string[])["Relevance.Formats"] : [],
        ];
        return $"""
            {string.Join('\n', usings.Select(name => $"using {name};"))}

            TrainedModel model = TrainedModel.Load({Text(ModelFile)});
            Normalization pixels = model.Metadata.Normalization;
            var (low, high) = (pixels.Low(), pixels.High());
            byte[] image = Convert.FromBase64String({Text(Convert.ToBase64String(recipe.Levels.Span))});   // 28 × 28 grey levels
            Tensor<float> input = pixels.ToTensor<float>(image, 1);
            Explainer explainer = MethodNotation.Parse({Text(recipe.Method)}).Create(model.Network, new InputDomain(low, high{examples}));
            Explanation<float> explanation = explainer.Explain(input, {Target(recipe)});
            float[] relevance = explanation.Relevance.Values.ToArray();   // one number for each pixel

            """.ReplaceLineEndings("\n");
    }

    private static string Target(Recipe recipe)
    {
        var target = recipe.Class is { } index ? $"Target.Class({index})" : "Target.Predicted";
        return recipe.Contrast is { } other ? $"Target.Contrast({target}, {other})" : target;
    }

    /// <summary>A literal; what a compiler could take for something else is escaped.</summary>
    private static string Text(string text) =>
        $"\"{string.Concat(text.Select(letter => letter is '"' or '\\' ? $"\\{letter}" : char.IsControl(letter) || letter > '~' ? $"\\u{(int)letter:x4}" : $"{letter}"))}\"";
}

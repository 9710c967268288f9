using MnistExplanation.Digits;
using Relevance.Studio;
using Relevance.Tool.Models;

namespace MnistExplanation.Serving;

/// <summary>An explanation as a C# program to copy: top-level statements over the projects Relevance and Mnist.</summary>
internal static class CSharpCode
{
    private const string Assets = "src/MnistExplanation/Assets";

    internal static string Of(Recipe recipe, SafetensorsModel model)
    {
        var file = model.IsEmbedded ? $"{Assets}/{EmbeddedAssets.ModelFile}" : model.Source;
        var examples = recipe.Method.Contains("expected-gradients", StringComparison.Ordinal)
            ? $", pixels.ToTensor<double>(NumpyFile.Read({Text($"{Assets}/{EmbeddedAssets.ImagesFile}")}).ToBytes(), {EmbeddedDigits.Instance.Indices.Count})" : "";
        string[] usings =
        [
            "System.Numerics.Tensors", "Mnist.Data", "Mnist.ModelFiles", "Relevance", "Relevance.Catalogue", "Relevance.Definitions",
            .. examples.Length > 0 ? (string[])["Relevance.Formats"] : [],
        ];
        return $"""
            {string.Join('\n', usings.Select(name => $"using {name};"))}

            TrainedModel model = TrainedModel.Load({Text(file)});
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

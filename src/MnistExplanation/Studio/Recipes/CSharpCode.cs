using MnistExplanation.Explaining;
using Relevance.Catalogue;

namespace MnistExplanation.Studio.Recipes;

/// <summary>An explanation as a C# program to copy: top-level statements over the projects Relevance and Mnist.</summary>
internal static class CSharpCode
{
    private const string Assets = "src/MnistExplanation/Assets";

    internal static string Of(Recipe recipe)
    {
        var propagates = recipe.Rules.Count > 0;
        var model = recipe.Model.IsEmbedded ? $"{Assets}/{EmbeddedAssets.ModelFile}" : recipe.Model.Source;
        var examples = recipe.Method.Contains("expected-gradients", StringComparison.Ordinal)
            ? $", pixels.ToTensor<double>(NumpyFile.Read({Text($"{Assets}/{EmbeddedAssets.ImagesFile}")}).ToBytes(), {EmbeddedDigits.Instance.Indices.Count})" : "";
        string[] usings =
        [
            "System.Numerics.Tensors", "Mnist.Data", .. examples.Length > 0 ? (string[])["Relevance.Formats"] : [], "Mnist.ModelFiles", "Relevance",
            .. propagates ? (string[])[] : ["Relevance.Catalogue"],
            .. propagates ? (string[])["Relevance.Propagation", "Relevance.Propagation.Composites", "Relevance.Propagation.Notation"] : [],
        ];
        return $"""
            {string.Join('\n', usings.Select(name => $"using {name};"))}

            TrainedModel model = TrainedModel.Load({Text(model)});
            Normalization pixels = model.Metadata.Normalization;
            var (low, high) = (pixels.Low(), pixels.High());
            byte[] image = Convert.FromBase64String({Text(Convert.ToBase64String(recipe.Levels))});   // 28 × 28 grey levels
            Tensor<float> input = pixels.ToTensor<float>(image, 1);
            Explainer explainer = {(propagates ? Propagation(recipe) : $"MethodNotation.Parse({Text(recipe.Method)}).Create(model.Network, new InputDomain(low, high{examples}))")};
            Explanation<float> explanation = explainer.Explain(input, {Target(recipe)});
            float[] relevance = explanation.Relevance.Values.ToArray();   // one number for each pixel

            """.ReplaceLineEndings("\n");
    }

    private static string Target(Recipe recipe)
    {
        var target = recipe.Question.Class is { } index ? $"Target.Class({index})" : "Target.Predicted";
        return recipe.Question.Contrast is { } other ? $"Target.Contrast({target}, {other})" : target;
    }

    /// <summary>Rules of one's own have no notation within that of methods.</summary>
    private static string Propagation(Recipe recipe)
    {
        var arguments = recipe.Methods[0].Call.Arguments;
        string[] settings = [.. arguments.Given.Where(pair => pair.Value is double).Select(pair => $"[{Text(pair.Key)}] = {Parameter.Write(pair.Value)}")];
        var given = settings.Length == 0 ? "" : $", new Dictionary<string, double> {{ {string.Join(", ", settings)} }}";
        var lines = string.Join(", ", recipe.Rules.Select(rule => $"CompositeNotation.ParseLine({Text(rule)}, low, high)"));
        return $"new LayerwiseRelevancePropagation(\n    model.Network, NamedComposites.Find({Text(arguments.Choice("composite"))}).Create(low, high{given}).WithFirst({lines}))";
    }

    /// <summary>A literal; what a compiler could take for something else is escaped.</summary>
    private static string Text(string text) =>
        $"\"{string.Concat(text.Select(letter => letter is '"' or '\\' ? $"\\{letter}" : char.IsControl(letter) || letter > '~' ? $"\\u{(int)letter:x4}" : $"{letter}"))}\"";
}

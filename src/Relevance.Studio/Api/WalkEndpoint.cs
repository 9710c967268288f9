using System.Text.Json;
using System.Text.Json.Serialization;
using Relevance.Catalogue;
using Relevance.Propagation;
using Relevance.Propagation.Rules;
using Relevance.Studio.Engine;

namespace Relevance.Studio.Api;

/// <summary><c>POST /api/walk</c>: layer-wise relevance propagation, step by step.</summary>
internal static class WalkEndpoint
{
    internal static async Task<WalkAnswer> PostAsync(WalkBody body, StudioEngine engine, CancellationToken cancellation)
    {
        var image = body.Read(engine.Limits);
        var question = body.Ask(engine.ClassNames.Count);
        if (engine.Explainer(MethodReader.Read(body.Method(), question, "walk")) is not LayerwiseRelevancePropagation lrp)
            throw StudioException.Invalid("Only lrp can be walked through layer by layer.");
        return new(await engine.RunAsync(token => Layers(lrp, image, question, engine, token), cancellation));
    }

    private static IReadOnlyList<WalkLayer> Layers(LayerwiseRelevancePropagation lrp, double[] image, ExplainedClass question, StudioEngine engine, CancellationToken cancellation)
    {
        var walk = lrp.ExplainLayers(Inputs.ToTensor(engine.Normalize(image)), question.Target, new() { CancellationToken = cancellation, Threads = 1 });
        var books = walk.Ledger.Entries.ToDictionary(entry => entry.Node.Index);
        var pixels = Explained.Of(walk.Explanation)[0].Relevance;
        return
        [
            .. walk.Layers.Select(layer => Layer(layer, books[layer.Node.Index], engine)),
            new("pixels", "image", "", null, [1, StudioModel.Side, StudioModel.Side], [.. image.Select(value => (float)value)], Numbers.Finite(pixels),
                Numbers.OrNull(pixels.Sum(value => (double)value)), null, null, null),
        ];
    }

    private static WalkLayer Layer(LayerRelevance<float> layer, LedgerEntry books, StudioEngine engine)
    {
        var (node, activations, relevance) = layer;
        return new(node.Name, node.Layer.Kind, node.Layer.Details, RuleText.Of(books.Rule, node.Layer), [.. engine.Shapes[node.Index].Lengths],
            Numbers.Finite(Explained.Rows(activations)[0]), Numbers.Finite(Explained.Rows(relevance)[0]),
            Numbers.OrNull(books.Entering[0]), Numbers.OrNull(books.Leaving[0]), Numbers.OrNull(books.Bias[0]), Numbers.OrNull(books.Epsilon[0]));
    }
}

/// <summary>What <c>walk</c> asks: an image, a class, and the parameters of lrp.</summary>
internal sealed record WalkBody : QuestionBody
{
    /// <summary>Parameters of lrp, such as composite, epsilon or rules.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement> Parameters { get; set; } = [];

    /// <summary>The method that they make.</summary>
    internal JsonElement Method() => JsonSerializer.SerializeToElement(
        new Dictionary<string, JsonElement>(Parameters) { ["name"] = JsonSerializer.SerializeToElement(PropagationNotation.Method, StudioJson.Default.String) },
        StudioJson.Default.DictionaryStringJsonElement);
}

/// <summary>The layers, from the score back to the pixels.</summary>
internal sealed record WalkAnswer(IReadOnlyList<WalkLayer> Layers);

/// <summary>A layer: its activations, the relevance of its output, and the balance of that relevance.</summary>
internal sealed record WalkLayer(
    string Name, string Kind, string Details, string? Rule, IReadOnlyList<int> Shape, float[] Activations, float[] Relevance, double? Entering, double? Leaving, double? Bias, double? Epsilon);

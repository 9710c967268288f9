using System.Text.Json;
using Relevance.Catalogue;
using Relevance.Metrics;
using Relevance.Networks;
using Relevance.Studio.Engine;

namespace Relevance.Studio.Api;

/// <summary>
/// <c>POST /api/randomize</c>: explains a network with randomised layers; a map that stays the same does not explain what the network has learned.
/// </summary>
internal static class RandomizeEndpoint
{
    internal static async Task<RandomizeAnswer> PostAsync(RandomizeBody body, StudioEngine engine, CancellationToken cancellation)
    {
        var image = body.Read(engine.Limits);
        var question = body.Ask(engine.ClassNames.Count);
        var methods = MethodReader.Read(body.Methods, question, engine.Limits, copies: 2);
        if (methods.Count == 0)
            throw StudioException.Invalid("'methods' is empty; give at least one.");
        var weighted = engine.Network.WeightedLayers;
        if (body.Layers < 0 || body.Layers > weighted.Length)
            throw StudioException.Invalid($"'layers' is {body.Layers}; the network has {weighted.Length} layers with weights, give 0 to {weighted.Length}.");
        var trained = await Task.WhenAll(methods.Select(method => engine.ExplainAsync(method, image, question.Target, cancellation)));
        // The class that the trained network predicts: otherwise two different questions would be compared.
        var asked = question with { Class = question.Of(trained[0].Predicted) };
        return await engine.RunAsync(token =>
        {
            var network = engine.Network.WithRandomWeights([.. weighted[^body.Layers..]], body.Seed);
            return Explain(network, methods, trained, image, asked, engine, token);
        }, cancellation);
    }

    private static RandomizeAnswer Explain(
        Network network, IReadOnlyList<MethodCall> methods, Explained[] trained, double[] image, ExplainedClass question, StudioEngine engine, CancellationToken cancellation)
    {
        var answers = new List<ExplanationAnswer>();
        Explained? last = null;
        for (var i = 0; i < methods.Count; i++)
        {
            var explainer = engine.ExplainerOf(network, methods[i]);
            last = StudioEngine.Explain(explainer, engine.Normalize(image), question.Target, cancellation);
            var similarity = Correlation.Spearman(Doubles(trained[i].Relevance), Doubles(last.Relevance));
            answers.Add(ExplanationAnswer.Of(methods[i], explainer, last, false, engine) with { Similarity = Numbers.OrNull(similarity) });
        }
        return new(image, Numbers.Finite(last!.Scores), last.Probabilities, last.Predicted, question.Class!.Value, answers);
    }

    private static double[] Doubles(float[] values) => Array.ConvertAll(values, value => (double)value);
}

/// <summary>What <c>randomize</c> asks.</summary>
internal sealed record RandomizeBody : QuestionBody
{
    /// <summary>The methods, at least one.</summary>
    public required IReadOnlyList<JsonElement> Methods { get; init; }

    /// <summary>The number of layers with weights to randomise, starting at the layer of the scores.</summary>
    public int Layers { get; set; } = 1;

    /// <summary>The seed of the random weights.</summary>
    public int Seed { get; set; }
}

/// <summary>The explanations of the network with random weights, each with its similarity to that of the trained network.</summary>
internal sealed record RandomizeAnswer(
    double[] Image, float[] Scores, double[] Probabilities, int Predicted, int Target, IReadOnlyList<ExplanationAnswer> Explanations);

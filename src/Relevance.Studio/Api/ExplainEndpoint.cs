using System.Diagnostics;
using System.Text.Json;
using Relevance.Catalogue;
using Relevance.Propagation;
using Relevance.Studio.Engine;

namespace Relevance.Studio.Api;

/// <summary><c>POST /api/explain</c>.</summary>
internal static class ExplainEndpoint
{
    internal static async Task<ExplainAnswer> PostAsync(ExplainBody body, StudioEngine engine, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        var image = body.Read(engine.Limits);
        var question = body.Ask(engine.ClassNames.Count);
        var methods = MethodReader.Read(body.Methods, question, engine.Limits);
        var scored = methods.Count == 0 ? await engine.ScoreAsync(image, cancellation) : null;
        var found = await Task.WhenAll(methods.Select(method => ExplainAsync(method, image, question, body, engine, cancellation)));
        scored ??= found[0].Explained;
        var recipe = engine.Recipe(image, methods, question);
        return new(
            image, Numbers.Finite(scored.Scores), scored.Probabilities, scored.Predicted, question.Of(scored.Predicted), engine.Likeness.Unlike(image),
            Stopwatch.GetElapsedTime(start).TotalMilliseconds, [.. found.Select(one => one.Answer)], engine.Model.Recipes.ToCommand(recipe), engine.Model.Recipes.ToCSharp(recipe));
    }

    private static async Task<(Explained Explained, ExplanationAnswer Answer)> ExplainAsync(
        MethodCall method, double[] image, ExplainedClass question, ExplainBody body, StudioEngine engine, CancellationToken cancellation)
    {
        var explainer = engine.Explainer(method);
        if (!body.Ledger || explainer is not LayerwiseRelevancePropagation lrp)
        {
            var found = await engine.ExplainAsync(method, image, question.Target, cancellation);
            return (found, ExplanationAnswer.Of(method, explainer, found, body.Plan, engine));
        }
        var (explained, ledger) = await engine.RunAsync(token => WithLedger(lrp, engine.Normalize(image), question, token), cancellation);
        return (explained, ExplanationAnswer.Of(method, explainer, explained, body.Plan, engine, ledger));
    }

    /// <summary>Explains an image with a ledger, on this thread.</summary>
    private static (Explained, Ledger) WithLedger(LayerwiseRelevancePropagation lrp, float[] input, ExplainedClass question, CancellationToken cancellation)
    {
        var found = lrp.ExplainWithLedger(Inputs.ToTensor(input), question.Target, new() { CancellationToken = cancellation, Threads = 1 });
        return (Explained.Of(found.Explanation)[0], found.Ledger);
    }
}

/// <summary>What <c>explain</c> asks.</summary>
internal sealed record ExplainBody : QuestionBody
{
    /// <summary>The methods; none for the scores alone.</summary>
    public IReadOnlyList<JsonElement> Methods { get; set; } = [];

    /// <summary>Whether to return the ledger of layer-wise relevance propagation.</summary>
    public bool Ledger { get; set; }

    /// <summary>Whether to return the rule of each layer.</summary>
    public bool Plan { get; set; }
}

/// <summary>
/// The explanations, and how to compute them again. <c>Unlike</c> says how the image differs from a digit, in which case the scores mean little: <c>faint</c>,
/// <c>solid</c> or <c>shape</c>; null if the image may be a digit.
/// </summary>
internal sealed record ExplainAnswer(
    double[] Image, float[] Scores, double[] Probabilities, int Predicted, int Target, string? Unlike, double Milliseconds, IReadOnlyList<ExplanationAnswer> Explanations, string CommandLine, string Csharp);

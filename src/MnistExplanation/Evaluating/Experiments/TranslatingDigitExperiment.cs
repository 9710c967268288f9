using System.Text.Json.Nodes;
using Mnist.Data;
using Relevance;
using Relevance.Metrics;
using Relevance.Tool.Console;
using Relevance.Tool.Models;

namespace MnistExplanation.Evaluating.Experiments;

/// <summary>How relevance passes from quadrant to quadrant while a digit moves across the image.</summary>
internal sealed class TranslatingDigitExperiment : Experiment
{
    private const int Reach = 6;

    /// <inheritdoc/>
    internal override string Name => "translating-digit";

    /// <inheritdoc/>
    internal override string Title => "A digit moves across the image";

    /// <inheritdoc/>
    internal override string Question =>
        $"A digit is moved from left to right, {Reach} pixels to either side, one pixel at a time. It stays the same digit; how much does the explanation change? " +
        "The relevance in each of the four quadrants of the image is followed. The figure shows one digit; for all digits the largest jump of a quadrant from one place to the next " +
        "is measured, as a share of the mean of Σ|R| (the measure translation-continuity).";

    /// <inheritdoc/>
    internal override string PaperFound => "The relevance of sensitivity analysis and simple Taylor decomposition varies strongly from place to place; that of relevance propagation passes smoothly from quadrant to quadrant.";

    /// <inheritdoc/>
    internal override async Task<ExperimentResult> RunAsync(ExperimentContext context, CancellationToken cancellation)
    {
        var (models, _, images) = await context.LoadAsync(cancellation);
        var (methods, seed) = (ComparedMethod.All, context.Request.Common.Seed);
        var found = await context.Terminal.RunAsync("Moving digits", progress =>
        {
            var results = methods.Select(_ => new List<MeasureResult>()).ToArray();
            foreach (var (number, model) in models.Index())
            {
                var inputs = model.Model.Normalization.ToTensor<float>(images.Pixels.Span, images.Count);
                var measure = new TranslationContinuity(model.Model.Normalization.Low(), Reach);
                foreach (var (i, method) in methods.Index())
                {
                    var options = context.Options(progress, number * methods.Length + i, models.Count * methods.Length, $"Moving digits, {method.Title}", cancellation);
                    results[i].Add(measure.Evaluate(ExperimentContext.Explainer(method, model.Model), inputs, options: options));
                }
            }
            var (digit, target) = (new MovedDigit(images[0].Pixels, Reach, models[0].Model.Normalization), Predicted(models[0].Model, images[0].Pixels.Span));
            return new TranslatingDigit(digit, target, digit.Scores(models[0].Model, target),
                [.. methods.Select((method, i) => new TranslatingMethod(method, results[i], digit.Explain(ExperimentContext.Explainer(method, models[0].Model), target, context.Options(cancellation))))]);
        });

        var name = models[0].Model.ClassNames[found.Target];
        var ordering = Ordering.Of([.. found.Methods.Select(method => method.RankedMethod)], seed);
        var own = Ordering.Of([.. found.Methods.Select(method => method.OwnScale)], seed);
        return new(
            ordering.Verdict,
            ordering.Sentence("largest jump of a quadrant's relevance"),
            [
                new("", TranslatingDigitFigure.Curves(found, name),
                    "The relevance in each quadrant against the place of the digit, divided by the method's own mean Σ|R|. Smooth curves that cross once are what is hoped for.", IsChart: true),
                new("-heatmaps", TranslatingDigitFigure.Heatmaps(found, name), "The same digit and its heatmaps at some of the places. Each method has one scale for all places."),
            ],
            [
                ordering.Means("The largest jump of a quadrant's relevance, as a share of the mean Σ|R|; lower is better", "Largest jump", seed),
                ordering.Table(),
                own.Means("The same, as a share of what the quadrants hold", "Largest jump", seed),
            ],
            Document(found, ordering, own, seed))
        {
            Notes =
            [
                "Where relevance of both signs lies side by side, as in simple Taylor decomposition, it cancels within a quadrant, and jumps are small beside Σ|R|. "
                    + $"As a share of what the quadrants hold, which is what the eye sees in a figure: {own.Sentence("largest jump")}",
            ],
        };
    }

    private static int Predicted(LoadedModel model, ReadOnlySpan<byte> pixels)
    {
        var scores = model.Network.Scores(model.Normalization.ToTensor<float>(pixels, 1)).Values.ToArray();
        return scores.IndexOf(scores.Max());
    }

    private static JsonObject Document(TranslatingDigit found, Ordering ordering, Ordering own, int seed) => new()
    {
        ["reach"] = Reach,
        ["methods"] = new JsonArray([.. found.Methods.Select(method =>
        {
            var json = method.RankedMethod.ToJson(seed);
            json["mean_on_own_scale"] = method.OwnScale.Mean;
            json["quadrants_of_the_figure"] = new JsonObject(method.Quadrants.Select(quadrant =>
                KeyValuePair.Create(quadrant.Name, (JsonNode?)new JsonArray([.. quadrant.Values]))));
            return json;
        })]),
        ["shifts"] = new JsonArray([.. found.Digit.Shifts]),
        ["class_of_the_figure"] = found.Target,
        ["scores_of_the_figure"] = new JsonArray([.. found.Scores]),
        ["claims"] = ordering.ToJson(),
        ["claims_on_own_scale"] = own.ToJson(),
    };
}

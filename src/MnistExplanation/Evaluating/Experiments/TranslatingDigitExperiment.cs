using System.Globalization;
using System.Text.Json.Nodes;
using MnistExplanation.Console;
using Relevance.Evaluation;
using static TorchSharp.torch;

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
        var model = context.Model;
        var images = context.TestImages(await context.ModelDataAsync(cancellation));
        using var inputs = model.Normalization.ToTensor(images.Pixels.Span, images.Count);
        var measure = new TranslationContinuity(model.Normalization.Low(), Reach);
        var methods = ComparedMethod.All;
        var (rows, target) = await context.Terminal.RunAsync("Moving digits", progress =>
        {
            var digit = new MovedDigit(images[0].Pixels, Reach, model.Normalization);
            var target = Predicted(context, inputs);
            var found = new List<TranslatingMethod>();
            foreach (var (i, method) in methods.Index())
            {
                var explainer = ExperimentContext.Explainer(method, model);
                var result = measure.Evaluate(explainer, inputs, options: ExperimentContext.Options(progress, i, methods.Length, images.Count, $"Moving digits, {method.Title}", cancellation));
                found.Add(new(method.Title, result, digit.Explain(explainer, target), method.Favoured));
            }
            return (new TranslatingDigit(digit, digit.Scores(model, target), found), target);
        });

        var name = model.Trained.Metadata.ClassNames[target];
        var ordering = Ordering.Of([.. rows.Methods.Select(method => method.Contestant)], context.Request.Seed);
        var own = Ordering.Of([.. rows.Methods.Select(method => method.OwnScale)], context.Request.Seed);
        return new(
            ordering.Verdict,
            ordering.Sentence("largest jump of a quadrant's relevance"),
            [
                new("", TranslatingDigitFigure.Curves(rows, name),
                    "The relevance in each quadrant against the place of the digit, divided by the method's own mean Σ|R|. Smooth curves that cross once are what is hoped for."),
                new("-heatmaps", TranslatingDigitFigure.Heatmaps(rows, name), "The same digit and its heatmaps at some of the places. Each method has one scale for all places."),
            ],
            [Table(ordering, context.Request.Seed), ordering.Table()],
            Document(rows, ordering, own, target, context.Request.Seed))
        {
            Notes =
            [
                $"Simple Taylor decomposition has relevance of both signs side by side, which cancels within a quadrant. As a share of what the quadrants hold instead of Σ|R|: {own.Sentence("largest jump")}",
            ],
        };
    }

    private static int Predicted(ExperimentContext context, Tensor inputs)
    {
        using var scope = NewDisposeScope();
        using var nothing = no_grad();
        return (int)context.Model.ToNetwork(ScalarType.Float32).Scores(inputs.narrow(0, 0, 1)).argmax(1).data<long>()[0];
    }

    private static ResultTable Table(Ordering ordering, int seed) => new(
        "The largest jump of a quadrant's relevance, as a share of the mean Σ|R|: mean over images with 95 % bootstrap interval; lower is better",
        ["Method", "Largest jump", "Interval", "Without a value"],
        [.. ordering.Contestants.Select(one => (IReadOnlyList<string>)
            [one.Title, Ordering.Number(one.Mean), Text(one.Interval(seed)), one.Failures.ToString(CultureInfo.InvariantCulture)])]);

    internal static string Text((double Low, double High) interval) => $"{Ordering.Number(interval.Low)} to {Ordering.Number(interval.High)}";

    private static JsonObject Document(TranslatingDigit digit, Ordering ordering, Ordering own, int target, int seed) => new()
    {
        ["reach"] = Reach,
        ["methods"] = new JsonArray([.. digit.Methods.Select(method =>
        {
            var json = method.Contestant.ToJson(seed);
            json["mean_on_own_scale"] = method.OwnScale.Mean;
            json["quadrants_of_the_figure"] = new JsonObject(method.Quadrants.Select(quadrant =>
                KeyValuePair.Create(quadrant.Name, (JsonNode?)new JsonArray([.. quadrant.Values]))));
            return json;
        })]),
        ["shifts"] = new JsonArray([.. digit.Digit.Shifts]),
        ["class_of_the_figure"] = target,
        ["scores_of_the_figure"] = new JsonArray([.. digit.Scores]),
        ["comparisons"] = ordering.ToJson(),
        ["comparisons_on_own_scale"] = own.ToJson(),
    };
}

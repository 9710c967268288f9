using System.Text.Json.Nodes;
using MnistExplanation.Console;
using Relevance.Baselines;
using Relevance.Evaluation;
using Relevance.Imaging;
using Relevance.Perturbation;

namespace MnistExplanation.Evaluating.Experiments;

/// <summary>How fast the score falls when what methods call relevant is removed.</summary>
internal sealed class SelectivityExperiment : Experiment
{
    private const int Patch = 4;

    /// <inheritdoc/>
    internal override string Name => "selectivity";

    /// <inheritdoc/>
    internal override string Title => "Selectivity curves";

    /// <inheritdoc/>
    internal override string Question =>
        $"The patch of {Patch} × {Patch} pixels to which a method gives most relevance is painted black, the image is explained again, and so on until nothing is left. The sooner the score of the " +
        "predicted class falls, the better the method knew on what it rests: the area under the mean curve, with the whole axis as 1, is the figure. Patches in random order show what knows nothing.";

    /// <inheritdoc/>
    internal override string PaperFound => "The score falls fastest by relevance propagation, then by simple Taylor decomposition and sensitivity analysis, slowest at random.";

    /// <inheritdoc/>
    internal override async Task<ExperimentResult> RunAsync(ExperimentContext context, CancellationToken cancellation)
    {
        var model = context.Model;
        var dataset = await context.ModelDataAsync(cancellation);
        var images = context.TestImages(dataset);
        using var inputs = model.Normalization.ToTensor(images.Pixels.Span, images.Count);
        var results = await context.Terminal.RunAsync("Removing patches", progress =>
        {
            var (methods, found) = (ComparedMethod.All, new List<(Contestant Method, MeasureResult Result)>());
            for (var i = 0; i <= methods.Length; i++)
            {
                // The order at random asks no method anything.
                var (method, order) = i == 0
                    ? (new ComparedMethod("random order", methods[0].Notation, Favoured: false), FlippingOrder.Random)
                    : (methods[i - 1], FlippingOrder.MostRelevantFirst);
                var measure = Measure(model.Normalization.Low(), order, context.Request.Seed);
                var options = ExperimentContext.Options(progress, i, methods.Length + 1, images.Count, $"Removing patches, {method.Title}", cancellation);
                var result = measure.Evaluate(ExperimentContext.Explainer(method, model), inputs, options: options);
                found.Add((new(method.Title, result.Values, method.Favoured), result));
            }
            return found;
        });

        var ordering = Ordering.Of([.. results.Select(result => result.Method)], context.Request.Seed);
        return new(
            ordering.Verdict,
            ordering.Sentence("area under the selectivity curve"),
            [new("", Figure(results, images.Count, dataset.Name), "The mean score of the predicted class against the number of patches removed. Lower and sooner is better.")],
            [Table(ordering, context.Request.Seed), ordering.Table()],
            Document(results, ordering, context.Request.Seed));
    }

    private static Selectivity Measure(double black, FlippingOrder order, int seed) =>
        new(FeatureMask.Squares(Patch), Baseline.Black(black), order, ScoreScale.Logit, recomputed: order != FlippingOrder.Random, seed);

    private static Picture Figure(IReadOnlyList<(Contestant Method, MeasureResult Result)> results, int images, string dataset) => new LineChart
    {
        Title = "The score while the most relevant patches are removed first",
        Subtitle = $"Mean over {images:N0} test images of {dataset}. Patches of {Patch} × {Patch} pixels are painted black; after each the image is explained again.",
        X = new("patches removed") { WholeNumbers = true, Min = 0 },
        Y = new("score (logit) of the predicted class"),
        Series = [.. results.Select(result => new ChartSeries(result.Method.Title, result.Result.Curves[0].Steps, result.Result.Curves[0].Mean))],
        Width = 820,
        Height = 400,
    }.Render();

    private static ResultTable Table(Ordering ordering, int seed) => new(
        "Area under the selectivity curve, in units of the score: mean over images with 95 % bootstrap interval; lower is better",
        ["Method", "Area", "Interval"],
        [.. ordering.Contestants.Select(one => (IReadOnlyList<string>)[one.Title, Ordering.Number(one.Mean), TranslatingDigitExperiment.Text(one.Interval(seed))])]);

    private static JsonObject Document(IReadOnlyList<(Contestant Method, MeasureResult Result)> results, Ordering ordering, int seed) => new()
    {
        ["patch"] = Patch,
        ["fill"] = "black",
        ["score"] = "logit",
        ["recomputed"] = true,
        ["methods"] = new JsonArray([.. results.Select(result =>
        {
            var json = result.Method.ToJson(seed);
            json["mean_curve"] = new JsonArray([.. result.Result.Curves[0].Mean]);
            return json;
        })]),
        ["comparisons"] = ordering.ToJson(),
    };
}

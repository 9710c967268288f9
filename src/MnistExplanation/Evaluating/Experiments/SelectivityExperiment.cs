using System.Text.Json.Nodes;
using Mnist.Data;
using Relevance.Baselines;
using Relevance.Imaging;
using Relevance.Maps;
using Relevance.Metrics;
using Relevance.Perturbation;
using Relevance.Tool.Console;

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
        var (models, dataset, images) = await context.LoadAsync(cancellation);
        var seed = context.Request.Common.Seed;
        // The order at random asks no method anything.
        (ComparedMethod Method, FlippingOrder Order)[] orders =
        [
            (new("random order", ComparedMethod.All[0].Notation, Favoured: false), FlippingOrder.Random),
            .. ComparedMethod.All.Select(method => (method, FlippingOrder.MostRelevantFirst)),
        ];
        var found = await context.Terminal.RunAsync("Removing patches", progress =>
        {
            var results = orders.Select(_ => new List<MeasureResult>()).ToArray();
            foreach (var (number, model) in models.Index())
            {
                var inputs = model.Model.Normalization.ToTensor<float>(images.Pixels.Span, images.Count);
                foreach (var (i, (method, order)) in orders.Index())
                {
                    var options = context.Options(progress, number * orders.Length + i, models.Count * orders.Length, $"Removing patches, {method.Title}", cancellation);
                    results[i].Add(Measure(model.Model.Normalization.Low(), order, seed).Evaluate(ExperimentContext.Explainer(method, model.Model), inputs, options: options));
                }
            }
            return orders.Select((order, i) => new SelectivityResult(order.Order, RankedMethod.Of(order.Method.Title, results[i], order.Method.Favoured), results[i])).ToList();
        });

        var ordering = Ordering.Of([.. found.Select(result => result.RankedMethod)], seed);
        return new(
            ordering.Verdict,
            ordering.Sentence("area under the selectivity curve"),
            [new("-curves", Figure(found, images.Count, dataset.Name), "The mean score of the predicted class against the number of patches removed. Lower and sooner is better.", IsChart: true)],
            [ordering.Means("Area under the selectivity curve, in units of the score; lower is better", "Area", seed), ordering.Table()],
            Document(found, ordering, seed));
    }

    private static Selectivity Measure(ChannelValues black, FlippingOrder order, int seed) =>
        new(FeatureMask.Squares(Patch), Baseline.Black(black), order, ScoreScale.Logit, recomputed: order != FlippingOrder.Random, seed: seed);

    private static Picture Figure(IReadOnlyList<SelectivityResult> results, int images, string dataset) => new LineChart
    {
        Title = "The score while the most relevant patches are removed first",
        Subtitle = $"Mean over {images:N0} test images of {dataset}. Patches of {Patch} × {Patch} pixels are painted black; after each the image is explained again.",
        X = new("patches removed") { WholeNumbers = true, Min = 0 },
        Y = new("score (logit) of the predicted class"),
        Series = [.. results.Select(result => new ChartSeries(result.RankedMethod.Title.Capitalized(), result.Steps, result.Mean) { IsReference = result.Order == FlippingOrder.Random })],
        Width = 860,
        Height = 400,
    }.Render();

    private static JsonObject Document(IReadOnlyList<SelectivityResult> results, Ordering ordering, int seed) => new()
    {
        ["patch"] = Patch,
        ["fill"] = "black",
        ["score"] = "logit",
        ["recomputed"] = true,
        ["methods"] = new JsonArray([.. results.Select(result =>
        {
            var json = result.RankedMethod.ToJson(seed);
            json["mean_curve"] = new JsonArray([.. result.Mean]);
            return json;
        })]),
        ["claims"] = ordering.ToJson(),
    };
}

/// <summary>The curves of a method.</summary>
/// <param name="Order">In which order patches are removed.</param>
/// <param name="RankedMethod">With the area under each.</param>
/// <param name="Results">What was measured, for each network.</param>
internal sealed record SelectivityResult(FlippingOrder Order, RankedMethod RankedMethod, IReadOnlyList<MeasureResult> Results)
{
    /// <summary>The numbers of patches removed.</summary>
    internal IReadOnlyList<double> Steps => Results[0].Curves[0].Steps;

    /// <summary>The mean score over images and networks.</summary>
    internal IReadOnlyList<double> Mean => [.. Steps.Select((_, step) => Results.Average(result => result.Curves[0].Mean[step]))];
}

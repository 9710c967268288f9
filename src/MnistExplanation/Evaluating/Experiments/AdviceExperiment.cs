using System.Text.Json.Nodes;
using Mnist.Data;
using Relevance.Tool.Console;

namespace MnistExplanation.Evaluating.Experiments;

/// <summary>What becomes of accuracy and explanations if a piece of the advice about the network is not followed.</summary>
internal sealed class AdviceExperiment : Experiment
{
    /// <summary>How often the networks see the training images where nothing is said.</summary>
    internal const int StandardEpochs = 3;

    /// <inheritdoc/>
    internal override string Name => "advice";

    /// <inheritdoc/>
    internal override string Title => "The advice about the network";

    /// <inheritdoc/>
    internal override string Question =>
        "The paper advises sum or average pooling rather than max pooling, dropout before fully connected layers, and biases that are not positive. A network that follows all three, and one " +
        "for each piece that does not, are trained alike from the same initial weights. Layer-wise relevance propagation (the default composite) then explains the true class of the same test images in each: " +
        "which share falls to biases instead of pixels (bias share), how fast the probability falls when the most relevant patches are painted black (selectivity), and how much the heatmap changes " +
        "when the image moves by a pixel (continuity). Lower is better in all three.";

    /// <inheritdoc/>
    internal override string PaperFound => "The paper recommends all three for networks that are to be explained; it shows no figures for it.";

    /// <inheritdoc/>
    internal override async Task<ExperimentResult> RunAsync(ExperimentContext context, CancellationToken cancellation)
    {
        var request = context.Request;
        var dataset = await context.TrainingDataAsync(cancellation);
        var images = context.TestImages(dataset);
        var shown = DigitSample.FirstOfEachClass(images);
        var training = new AdviceTraining(request, context.Terminal, dataset);
        var learned = training.Images.Count;
        var found = new List<AdviceResult>();
        await training.AnnounceAsync(cancellation);
        foreach (var variant in AdviceVariant.All)
        {
            var networks = new List<AdviceMeasurement>();
            for (var seed = 0; seed < request.Common.Seeds; seed++)
            {
                var model = await training.TrainAsync(variant, seed, cancellation);
                networks.Add(await context.Terminal.RunAsync($"Explaining {model.Source}", progress => AdviceMeasurement.Of(
                    model, images, shown, request.Common.Seed, part => context.Options(progress, part, AdviceMeasurement.Parts, $"Explaining {model.Source}", cancellation))));
            }
            found.Add(new(variant, networks));
        }
        var comparison = AdviceComparison.Of(found, request.Common.Seed);
        var setting = $"{request.Epochs} {(request.Epochs == 1 ? "epoch" : "epochs")} on {learned:N0} images, {request.Common.Seeds} {(request.Common.Seeds == 1 ? "seed" : "seeds")}";
        var result = new ExperimentResult(
            comparison.Verdict,
            comparison.Sentence(setting),
            [
                new("", AdviceFigure.Heatmaps(found, dataset, images, shown, setting),
                    "The first of the images of each class, explained in the network of seed 0 of each kind. Each heatmap has its own scale."),
                new("-measures", AdviceFigure.Measures(found, setting), "Each dot is a network: a seed of a kind. What the kinds have in common with all others is the luck of the seed.", IsChart: true),
            ],
            [comparison.Means(setting), comparison.Table()],
            new JsonObject
            {
                ["epochs"] = request.Epochs,
                ["training_images"] = learned,
                ["seeds"] = request.Common.Seeds,
                ["networks"] = new JsonArray([.. found.SelectMany(one => one.Networks.Select((network, seed) => ToJson(one.Variant, network, seed)))]),
                ["claims"] = comparison.ToJson(),
            });
        training.Forget();
        return result with { Notes = request.Common.Seeds > 1 ? [] : ["There is one network of each kind: a difference may be the luck of its seed. Give --seeds 3."] };
    }

    private static JsonObject ToJson(AdviceVariant variant, AdviceMeasurement network, int seed)
    {
        var json = new JsonObject { ["variant"] = variant.Name, ["seed"] = seed, ["test_accuracy"] = network.Accuracy };
        foreach (var (title, _, values) in AdviceMeasurement.Measures)
            json[title.Replace(' ', '_')] = values(network).Average();
        return json;
    }
}

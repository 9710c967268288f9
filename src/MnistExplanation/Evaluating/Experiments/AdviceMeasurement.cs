using System.Collections.Immutable;
using Mnist.Data;
using Relevance;
using Relevance.Baselines;
using Relevance.Imaging;
using Relevance.Metrics;
using Relevance.Perturbation;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Tool.Models;

namespace MnistExplanation.Evaluating.Experiments;

/// <summary>How well one network is explained by layer-wise relevance propagation with the default composite; all values one per image, lower is better.</summary>
/// <param name="Accuracy">On the whole test set.</param>
/// <param name="BiasShare">b / (b + r), of the relevance b that falls to biases and r that reaches the pixels, in magnitude: what the pixels do not explain.</param>
/// <param name="Selectivity">Area under the probability of the true class while the most relevant patches are removed.</param>
/// <param name="Continuity">Largest change of the heatmap when the image moves by a pixel, as a share of it, per distance.</param>
/// <param name="Maps">The heatmaps of the images that are shown.</param>
internal sealed record AdviceMeasurement(
    double Accuracy, IReadOnlyList<double?> BiasShare, IReadOnlyList<double?> Selectivity, IReadOnlyList<double?> Continuity, IReadOnlyList<Map> Maps)
{
    /// <summary>The measures with what figures call them.</summary>
    internal static ImmutableArray<(string Title, string Unit, Func<AdviceMeasurement, IReadOnlyList<double?>> Values)> Measures { get; } =
    [
        ("bias share", "share of the score", found => found.BiasShare),
        ("selectivity", "mean probability", found => found.Selectivity),
        ("continuity", "change of the map per distance", found => found.Continuity),
    ];

    /// <summary>How many parts the work on a network has: it is explained, then each measure but the share of biases explains it again.</summary>
    internal const int Parts = 3;

    /// <summary>Measures a network.</summary>
    /// <param name="model">The network.</param>
    /// <param name="images">The images; the scores of their true classes are explained, the same for every network.</param>
    /// <param name="shown">The places of those whose heatmaps are kept.</param>
    /// <param name="seed">Decides the order of patches of equal relevance.</param>
    /// <param name="options">How the images are worked on, for each of the <see cref="Parts"/>.</param>
    internal static AdviceMeasurement Of(SafetensorsModel model, LabelledImages images, IReadOnlyList<int> shown, int seed, Func<int, ExplainOptions> options)
    {
        var (low, high) = (model.Normalization.Low(), model.Normalization.High());
        var inputs = model.Normalization.ToTensor<float>(images.Pixels.Span, images.Count);
        var lrp = new LayerwiseRelevancePropagation(model.Network, NamedComposites.Default.Create(low, high));
        var target = Target.Labels([.. images.Labels.ToArray().Select(label => (int)label)]);
        var (explanation, ledger, _) = lrp.ExplainWithLedger(inputs, target, options(0));
        return new(
            model.Trained.Metadata.TestAccuracy!.Value,
            [.. explanation.TotalRelevances.Select((total, i) => Share(ledger.Entries.Sum(entry => entry.Bias[i]), total))],
            new Selectivity(FeatureMask.Squares(4), Baseline.Black(low), FlippingOrder.MostRelevantFirst, ScoreScale.Probability, seed: seed)
                .Evaluate(lrp, inputs, explanation, options(1)).Values,
            new Continuity(low).Evaluate(lrp, inputs, explanation, options(2)).Values,
            Kept(explanation, shown));
    }

    private static double? Share(double bias, double pixels) => Math.Abs(bias) / (Math.Abs(bias) + Math.Abs(pixels)) is var share && double.IsFinite(share) ? share : null;

    private static IReadOnlyList<Map> Kept(Explanation<float> explanation, IReadOnlyList<int> shown) =>
        [.. shown.Select(place => new Map(LabelledImages.Side, LabelledImages.Side, explanation.Relevance.Image(place)))];
}

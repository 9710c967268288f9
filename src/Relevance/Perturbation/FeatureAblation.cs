using Relevance.Baselines;
using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Perturbation;

/// <summary>
/// Feature ablation: R_F = f(x) − f(x with the feature F replaced by the baseline), what the score loses without the feature. Each value of the
/// image has the relevance of its feature.
/// </summary>
/// <remarks>
/// It asks each feature alone: of two pixels that say the same, either can go without a loss, and neither has relevance. Costs one pass per feature.
/// Units: those of the score. Source: Kokhlikyan et al., Captum, 2020 (FeatureAblation); for patches, Zeiler and Fergus, Visualizing and understanding
/// convolutional networks, 2014, section 4.2.
/// </remarks>
/// <param name="model">The model to explain.</param>
/// <param name="features">Which values are one feature.</param>
/// <param name="baseline">What takes the place of a feature.</param>
public sealed class FeatureAblation(Model model, FeatureMask features, Baseline baseline) : Explainer(model)
{
    private readonly FeatureMask features = features ?? throw new ArgumentNullException(nameof(features));
    private readonly Baseline baseline = baseline ?? throw new ArgumentNullException(nameof(baseline));

    /// <inheritdoc/>
    public override string Name => "feature-ablation";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters { get; } =
        new Dictionary<string, object> { ["features"] = $"{features}", ["baseline"] = $"{baseline}" };

    /// <inheritdoc/>
    protected override BatchExplanation ExplainBatch(ImageBatch batch)
    {
        var layout = features.For(batch.Images.shape[1..]);
        var scores = new PerturbedScores(Model, batch, baseline);
        var without = scores.Of(layout.Count, (first, number) => layout.Spread(AllButOne(first, number, layout.Count)));
        return new(scores.Scores, layout.Spread(scores.OfImages.Minus(without).t().contiguous().to(batch.Images.dtype)));
    }

    /// <summary>Row i keeps every feature but the one of number first + i.</summary>
    private static Tensor AllButOne(int first, int rows, int features)
    {
        var keep = new float[rows, features];
        for (var row = 0; row < rows; row++)
        {
            for (var feature = 0; feature < features; feature++)
                keep[row, feature] = feature == first + row ? 0 : 1;
        }
        return tensor(keep);
    }
}

using Relevance.Baselines;
using Relevance.Maps;

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
    private readonly Prepared<Shape, Features> layouts = new((features ?? throw new ArgumentNullException(nameof(features))).For);
    private readonly Baseline baseline = baseline ?? throw new ArgumentNullException(nameof(baseline));

    /// <inheritdoc/>
    public override string Name => "feature-ablation";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters { get; } =
        new Dictionary<string, object> { ["features"] = $"{features}", ["baseline"] = $"{baseline}" };

    /// <inheritdoc/>
    protected override BatchExplanation<T> ExplainBatch<T>(ImageBatch<T> batch)
    {
        var layout = layouts.For(batch.Images.ImageShape);
        var scores = new PerturbedScores<T>(Model, batch, baseline);
        var lost = scores.Of(layout.Count, (feature, image, copy) =>
        {
            batch.Images.Image(image).CopyTo(copy);
            var fill = scores.Fill.Image(image);
            foreach (var place in layout.Members[feature])
                copy[place] = fill[place];
        });
        var relevance = Tensors.Zeros<T>(batch.Count, batch.Images.ImageShape);
        for (var image = 0; image < batch.Count; image++)
        {
            foreach (ref var score in lost[image].AsSpan())
                score = scores.OfImages[image] - score;
            layout.Spread(lost[image], relevance.Image(image));
        }
        return new(scores.Scores, relevance);
    }
}

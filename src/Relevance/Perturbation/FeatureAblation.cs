using Relevance.Baselines;
using Relevance.Maps;

namespace Relevance.Perturbation;

/// <summary>
/// Feature ablation: R_F = f(x) − f(x with the feature F replaced by the baseline), the decrease of the score when the feature is removed. Each value of the
/// image gets the relevance of its feature.
/// </summary>
/// <remarks>
/// Each feature is removed alone: if two features carry the same evidence, removing either changes nothing, and neither gets relevance. Costs one forward pass
/// per feature. Units: those of the score. Source: Kokhlikyan et al., Captum, 2020 (FeatureAblation); for patches, Zeiler and Fergus, Visualizing and
/// understanding convolutional networks, 2014, section 4.2.
/// </remarks>
/// <param name="model">The model to explain.</param>
/// <param name="features">Divides an image into features: sets of values that are present or absent together.</param>
/// <param name="baseline">The values that replace a removed feature.</param>
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

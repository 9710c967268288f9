using System.Numerics;
using Relevance.Baselines;
using Relevance.Maps;
using Relevance.Perturbation;

namespace Relevance.Metrics;

/// <summary>
/// Monotonicity: Spearman's rank correlation over the features F between |R_F| and |f(x) − f(x without F)|, the change of the score if that feature alone is
/// removed.
/// </summary>
/// <remarks>
/// Higher is better; from −1 to 1, chance gives 0. Signs do not matter: an explanation with its sign reversed scores the same. Costs one forward pass per
/// feature. Source: Nguyen and Martínez, On quantitative aspects of model interpretability, 2020, section 3.2, with a single fill in place of an expectation
/// over fills.
/// </remarks>
public sealed class Monotonicity : Measure
{
    private readonly FeatureMask features;
    private readonly Baseline fill;

    /// <summary>Creates the measure.</summary>
    /// <param name="features">Divides an image into features, each removed as a whole.</param>
    /// <param name="fill">The values that replace removed features.</param>
    public Monotonicity(FeatureMask features, Baseline fill)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(fill);
        (this.features, this.fill) = (features, fill);
        Parameters = new Dictionary<string, object> { ["features"] = $"{features}", ["fill"] = $"{fill}" };
    }

    /// <inheritdoc/>
    public override string Name => "monotonicity";

    /// <inheritdoc/>
    public override string Title => "Monotonicity";

    /// <inheritdoc/>
    public override string Meaning => "whether removing a patch of more relevance changes the score more";

    /// <inheritdoc/>
    public override Aspect Aspect => Aspect.Faithfulness;

    /// <inheritdoc/>
    public override Better Better => Better.Higher;

    /// <inheritdoc/>
    public override string Cost => "one pass per patch";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters { get; }

    /// <inheritdoc/>
    protected override Func<EvaluationBatch<T>, BatchMeasurement> Start<T>(Explainer explainer, Shape imageShape)
    {
        var layout = features.For(imageShape);
        return batch =>
        {
            var moved = batch.OfImages((nameof(Monotonicity), features, fill), () => Moved(batch, layout));
            return new([.. moved.Select((row, i) => Measured.OrNone(
                Correlation.Spearman([.. layout.Sums<double>(batch.Relevances[i]).Select(Math.Abs)], row), "Relevance or score does not vary between the patches."))]);
        };
    }

    /// <summary>How much the score of each image moves without each of its features, [n][M].</summary>
    private double[][] Moved<T>(EvaluationBatch<T> batch, Features layout)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var before = batch.Scores();
        double[][] moved = [.. before.Select(_ => new double[layout.Count])];
        var removal = Imputation.By(fill).Begin(batch, layout, 0);
        batch.ScoreVariants(
            layout.Count,
            (feature, image, values) => removal.Write(image, [feature], values),
            (feature, image, scores) => moved[image][feature] = Math.Abs(before[image] - batch.Scaled(image, scores)));
        // Where the fill is what was there already, no score moves, however the method's way to the score rounds.
        var fills = fill.For(batch.Images);
        for (var image = 0; image < moved.Length; image++)
        {
            for (var feature = 0; feature < layout.Count; feature++)
            {
                if (layout.Members[feature].All(place => fills.Image(image)[place] == batch.Images.Image(image)[place]))
                    moved[image][feature] = 0;
            }
        }
        return moved;
    }
}

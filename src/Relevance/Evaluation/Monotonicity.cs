using Relevance.Baselines;
using Relevance.Perturbation;
using Relevance.Runtime;

namespace Relevance.Evaluation;

/// <summary>
/// Monotonicity: Spearman's rank correlation over the features F between |R_F| and |f(x) − f(x without F)|, how much the score moves when that feature
/// alone is removed.
/// </summary>
/// <remarks>
/// Higher is better; from −1 to 1, chance gives 0. Signs play no part: an explanation with its sign turned scores the same. Costs one pass per feature.
/// Source: Nguyen and Martínez, On quantitative aspects of model interpretability, 2020, section 3.2, with one fill in place of an expectation.
/// </remarks>
public sealed class Monotonicity : Measure
{
    private readonly FeatureMask features;
    private readonly Baseline fill;

    /// <summary>Prepares the measure.</summary>
    /// <param name="features">What is removed at once.</param>
    /// <param name="fill">What takes the place of what is removed.</param>
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
    public override string Meaning => "whether patches of more relevance are those whose removal moves the score more";

    /// <inheritdoc/>
    public override Aspect Aspect => Aspect.Faithfulness;

    /// <inheritdoc/>
    public override Better Better => Better.Higher;

    /// <inheritdoc/>
    public override string Cost => "one pass per patch";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters { get; }

    private protected override Func<EvaluationBatch, BatchMeasurement> Start(Explainer explainer, long[] imageShape)
    {
        var layout = features.For(imageShape);
        return batch =>
        {
            var moved = batch.OfImages((nameof(Monotonicity), features, fill), () => Moved(batch, layout));
            // Where the fill is what was there already, no score moves; rounding, which differs from batch to batch, would put such patches into an order.
            var differences = EvaluationBatch.PerImage(batch.Images.Minus(fill.For(batch.Images)).abs());
            return new([.. moved.Select((row, i) => Measured.OrNone(
                Correlation.Spearman(
                    [.. layout.Sums(batch.Relevances[i]).Select(Math.Abs)], [.. layout.Sums(differences[i]).Zip(row, (difference, move) => difference == 0 ? 0 : move)]),
                "Relevance or score does not vary between the patches."))]);
        };
    }

    /// <summary>How much the score of each image moves without each of its features, [n][M].</summary>
    private double[][] Moved(EvaluationBatch batch, Features layout)
    {
        var before = batch.Scores();
        double[][] moved = [.. before.Select(_ => new double[layout.Count])];
        new Removal(batch, layout, fill).Scores(layout.Count, (feature, _) => [feature], (feature, scores) =>
        {
            for (var i = 0; i < scores.Length; i++)
                moved[i][feature] = Math.Abs(before[i] - scores[i]);
        });
        return moved;
    }
}

using Relevance.Maps;

namespace Relevance.Metrics;

/// <summary>Random logit: the magnitude of the cosine of the angle between the explanation and that of another class, chosen at random.</summary>
/// <remarks>
/// Lower is better: from 0 to 1; 1 for a map that does not depend on the explained class, or changes only its sign. The other class is any but the one with the
/// largest weight in the explained sum. Costs one explanation. Source: Sixt, Granz, Landgraf, When explanations lie: why many modified BP attributions fail,
/// 2020, section 4, with the cosine in place of SSIM and without its sign.
/// </remarks>
/// <param name="seed">The seed with which the other classes are drawn.</param>
public sealed class RandomLogit(int seed = 0) : Measure
{
    /// <inheritdoc/>
    public override string Name => "random-logit";

    /// <inheritdoc/>
    public override string Title => "Random logit";

    /// <inheritdoc/>
    public override string Meaning => "how similar the maps of two classes are, regardless of sign";

    /// <inheritdoc/>
    public override Aspect Aspect => Aspect.Randomization;

    /// <inheritdoc/>
    public override Better Better => Better.Lower;

    /// <inheritdoc/>
    public override string Cost => "1 explanation";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters { get; } = new Dictionary<string, object> { ["seed"] = seed };

    /// <inheritdoc/>
    protected override Func<EvaluationBatch<T>, BatchMeasurement> Start<T>(Explainer explainer, Shape imageShape) => batch =>
    {
        var classes = batch.Classes;
        if (classes < 2)
            throw new ArgumentException("The random logit needs another class to compare with, but the model has only one score.");
        var others = Tensors.Zeros<T>(batch.Count, [classes]);
        for (var i = 0; i < batch.Count; i++)
        {
            var weights = batch.Weights.AsSpan(i * classes, classes);
            var explained = ScoreScales.Largest(weights);
            others.Image(i)[(explained + 1 + batch.Random(i, seed).Below(0, classes - 1)) % classes] = T.One;
        }
        var cosines = new double[batch.Count];
        var other = new double[imageShape.Size];
        batch.Explain(explainer, others, (_, image, relevance) =>
        {
            for (var i = 0; i < other.Length; i++)
                other[i] = double.CreateTruncating(relevance[i]);
            cosines[image] = Math.Abs(Correlation.Cosine(other, batch.Relevances[image]));
        });
        return new([.. cosines.Select(cosine => Measured.OrNone(cosine, "All relevances of one of the classes are 0."))]);
    };
}

using static TorchSharp.torch;

namespace Relevance.Evaluation;

/// <summary>Random logit: |cos| of the angle between the explanation and that of another class, drawn at random.</summary>
/// <remarks>
/// Lower is better: from 0 to 1; 1 for a map that does not depend on what it is said to explain, or changes no more than its sign. The other class is any but
/// the one with the largest weight in the explained sum. Costs one explanation.
/// Source: Sixt, Granz, Landgraf, When explanations lie: why many modified BP attributions fail, 2020, section 4, with the cosine in place of SSIM and without its sign.
/// </remarks>
/// <param name="seed">Decides the other classes.</param>
public sealed class RandomLogit(int seed = 0) : Measure
{
    /// <inheritdoc/>
    public override string Name => "random-logit";

    /// <inheritdoc/>
    public override string Title => "Random logit";

    /// <inheritdoc/>
    public override string Meaning => "how alike the maps of two classes are, but for their sign";

    /// <inheritdoc/>
    public override Aspect Aspect => Aspect.Randomization;

    /// <inheritdoc/>
    public override Better Better => Better.Lower;

    /// <inheritdoc/>
    public override string Cost => "1 explanation";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters { get; } = new Dictionary<string, object> { ["seed"] = seed };

    private protected override Func<EvaluationBatch, BatchMeasurement> Start(Explainer explainer, long[] imageShape) => batch =>
    {
        var weights = EvaluationBatch.PerImage(batch.Direction);
        var classes = weights[0].Length;
        if (classes < 2)
            throw new ArgumentException("The random logit asks for another class, but the model has only one score.");
        var randoms = batch.Randoms(seed);
        var others = new double[batch.Count, classes];
        for (var i = 0; i < batch.Count; i++)
        {
            var explained = Array.IndexOf(weights[i], weights[i].Max());
            others[i, (explained + randoms[i].Next(1, classes)) % classes] = 1;
        }
        batch.ThrowIfCancelled();
        var relevance = EvaluationBatch.PerImage(batch.Explain(explainer, batch.Images, tensor(others)));
        return new([.. relevance.Zip(batch.Relevances, (other, own) => Measured.OrNone(Math.Abs(Correlation.Cosine(own, other)), "All relevances of one of the classes are 0."))]);
    };
}

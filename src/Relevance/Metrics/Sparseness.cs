using Relevance.Maps;

namespace Relevance.Metrics;

/// <summary>
/// Sparseness: the Gini index of the magnitudes, Σ_i (2i − d − 1) |R|_(i) / (d Σ_i |R_i|), with |R|_(1) ≤ … ≤ |R|_(d).
/// </summary>
/// <remarks>
/// Higher is sparser: from 0, if all values have the same magnitude, to 1 − 1/d, if all relevance is on one value. A property of the heatmap alone; interpret
/// it together with a measure of faithfulness: a map of one arbitrary pixel scores best. Needs no forward passes. Source: Chalasani et al., Concise
/// explanations of neural networks using adversarial training, 2020, section 3.
/// </remarks>
public sealed class Sparseness : Measure
{
    /// <inheritdoc/>
    public override string Name => "sparseness";

    /// <inheritdoc/>
    public override string Title => "Sparseness (Gini index)";

    /// <inheritdoc/>
    public override string Meaning => "how unevenly relevance is spread over the pixels: 0 if evenly, close to 1 if on few pixels";

    /// <inheritdoc/>
    public override Aspect Aspect => Aspect.Simplicity;

    /// <inheritdoc/>
    public override Better Better => Better.Higher;

    /// <inheritdoc/>
    public override string Cost => "nothing";

    /// <inheritdoc/>
    protected override Func<EvaluationBatch<T>, BatchMeasurement> Start<T>(Explainer explainer, Shape imageShape) => batch =>
        new([.. batch.Relevances.Select(row => Measured.OrNone(Gini(row), "All relevances are 0."))]);

    private static double Gini(double[] relevance)
    {
        double[] magnitudes = [.. relevance.Select(Math.Abs)];
        Array.Sort(magnitudes);
        double weighted = 0, sum = 0;
        for (var i = 0; i < magnitudes.Length; i++)
        {
            weighted += (2 * i + 1 - magnitudes.Length) * magnitudes[i];
            sum += magnitudes[i];
        }
        return weighted / (magnitudes.Length * sum);
    }
}

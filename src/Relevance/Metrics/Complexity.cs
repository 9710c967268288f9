using Relevance.Engine;
using Relevance.Maps;

namespace Relevance.Metrics;

/// <summary>Complexity: the entropy −Σ_i p_i ln p_i of the fractions p_i = |R_i| / Σ_j |R_j| of the relevance.</summary>
/// <remarks>
/// Lower is simpler: from 0, if all relevance is on one value, to ln d, if all d values have the same magnitude. A property of the heatmap alone; interpret it
/// together with a measure of faithfulness. Needs no forward passes. Units: nats. Source: Bhatt, Weller, Moura, Evaluating and aggregating feature-based model
/// explanations, 2020, definition 4.
/// </remarks>
public sealed class Complexity : Measure
{
    /// <inheritdoc/>
    public override string Name => "complexity";

    /// <inheritdoc/>
    public override string Title => "Complexity (entropy)";

    /// <inheritdoc/>
    public override string Meaning => "how many pixels have relevance: the entropy of its distribution over the pixels";

    /// <inheritdoc/>
    public override Aspect Aspect => Aspect.Simplicity;

    /// <inheritdoc/>
    public override Better Better => Better.Lower;

    /// <inheritdoc/>
    public override string Cost => "nothing";

    /// <inheritdoc/>
    protected override Func<EvaluationBatch<T>, BatchMeasurement> Start<T>(Explainer explainer, Shape imageShape) => batch =>
        new([.. batch.Relevances.Select(row => Measured.OrNone(Entropy(row), "All relevances are 0."))]);

    private static double Entropy(double[] relevance)
    {
        double sum = 0, entropy = 0;
        foreach (var value in relevance)
            sum += Math.Abs(value);
        foreach (var value in relevance)
        {
            var share = Math.Abs(value) / sum;
            entropy -= share == 0 ? 0 : share * Elementary.Logarithm(share);
        }
        return entropy;
    }
}

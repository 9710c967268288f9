using Relevance.Maps;

namespace Relevance.Metrics;

/// <summary>Conservation: |Σ_i R_i − f(x)| / |f(x)|, the relative difference between the sum of relevance and the explained score.</summary>
/// <remarks>
/// Lower is better; 0 for a method that conserves relevance. It says nothing about where the relevance lies, and has no meaning for methods that do not
/// decompose the score, such as sensitivity analysis; methods that compare with a baseline decompose f(x) − f(x′) instead. Needs no forward passes. Source:
/// Bach et al., On pixel-wise explanations for non-linear classifier decisions by layer-wise relevance propagation, 2015, equation 2.
/// </remarks>
public sealed class Conservation : Measure
{
    /// <inheritdoc/>
    public override string Name => "conservation";

    /// <inheritdoc/>
    public override string Title => "Conservation error";

    /// <inheritdoc/>
    public override string Meaning => "the difference between the sum of relevance and the score, as a fraction of the score";

    /// <inheritdoc/>
    public override Aspect Aspect => Aspect.Conservation;

    /// <inheritdoc/>
    public override Better Better => Better.Lower;

    /// <inheritdoc/>
    public override string Cost => "nothing";

    /// <inheritdoc/>
    protected override Func<EvaluationBatch<T>, BatchMeasurement> Start<T>(Explainer explainer, Shape imageShape) => batch =>
        new([.. batch.Relevances.Zip(batch.Scores(), (row, score) => Measured.OrNone(Math.Abs(Sums.Of<double>(row) - score) / Math.Abs(score), "The explained score is 0."))]);
}

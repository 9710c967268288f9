using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Perturbation;

/// <summary>How well a linear function approximates the scores.</summary>
internal static class Fit
{
    /// <summary>R² = 1 − Σ w (y − ŷ)² / Σ w (y − ȳ)² of each image; 1 for scores that do not vary.</summary>
    /// <param name="values">y, [S, n].</param>
    /// <param name="fitted">ŷ, [S, n].</param>
    /// <param name="weights">w, [S].</param>
    /// <returns>[n].</returns>
    internal static Tensor RSquared(Tensor values, Tensor fitted, Tensor weights)
    {
        using var scope = NewDisposeScope();
        var column = weights.unsqueeze(1);
        var residual = values.Minus(fitted);
        var deviation = values.Minus((values * column).sum([0]) / weights.sum());
        var (unexplained, total) = ((residual * residual * column).sum([0]), (deviation * deviation * column).sum([0]));
        // What rounding leaves of a variance of 0 is of the order of the square of 10⁻¹⁶.
        var varies = total.Minus((values * values * column).sum([0]) * Scalars.Of(1e-28)).sign().clamp_min(Scalars.Zero);
        // Where nothing varies, 0 / 1.
        return ones_like(total).Minus(unexplained * varies / total.Plus(ones_like(total).Minus(varies))).MoveToOuterDisposeScope();
    }
}

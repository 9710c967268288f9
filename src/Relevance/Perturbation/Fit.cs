namespace Relevance.Perturbation;

/// <summary>How well a linear function approximates the scores.</summary>
internal static class Fit
{
    /// <summary>R² = 1 − Σ w (y − ŷ)² / Σ w (y − ȳ)²; 1 for scores that do not vary.</summary>
    /// <param name="values">y, [S].</param>
    /// <param name="fitted">ŷ, [S].</param>
    /// <param name="weights">w, [S].</param>
    internal static double RSquared(ReadOnlySpan<double> values, ReadOnlySpan<double> fitted, ReadOnlySpan<double> weights)
    {
        var mean = Sums.Product(values, weights) / Sums.Of(weights);
        var (unexplained, total, squares) = (0.0, 0.0, 0.0);
        for (var i = 0; i < values.Length; i++)
        {
            var (residual, deviation) = (values[i] - fitted[i], values[i] - mean);
            unexplained += residual * residual * weights[i];
            total += deviation * deviation * weights[i];
            squares += values[i] * values[i] * weights[i];
        }
        // What rounding leaves of a variance of 0 is of the order of the square of 10⁻¹⁶.
        return total <= squares * 1e-28 ? 1 : 1 - unexplained / total;
    }
}

namespace Relevance.Perturbation;

/// <summary>Least squares with an ℓ₁ penalty: minimises ½ βᵀGβ − cᵀβ + λ Σ|β_j| by descent along one coordinate after the other.</summary>
/// <remarks>Source: Friedman, Hastie, Tibshirani, Regularization paths for generalized linear models via coordinate descent, 2010.</remarks>
internal static class Lasso
{
    private const int MostSweeps = 10_000;

    /// <summary>The step of a sweep, relative to the largest coefficient, below which it has converged.</summary>
    private const double Precision = 1e-12;

    /// <param name="gram">G, [M · M], row by row.</param>
    /// <param name="covariance">c, [M].</param>
    /// <param name="strength">λ, at least 0.</param>
    internal static double[] Solve(ReadOnlySpan<double> gram, ReadOnlySpan<double> covariance, double strength)
    {
        var count = covariance.Length;
        var coefficients = new double[count];
        // c − Gβ, kept up to date.
        var gradient = covariance.ToArray();
        for (var sweep = 0; sweep < MostSweeps; sweep++)
        {
            var (step, largest) = (0.0, 0.0);
            for (var j = 0; j < count; j++)
            {
                var row = gram.Slice(j * count, count);
                if (row[j] <= 0)
                    continue;
                var target = gradient[j] + row[j] * coefficients[j];
                var updated = Math.Sign(target) * Math.Max(0, Math.Abs(target) - strength) / row[j];
                var change = updated - coefficients[j];
                if (change != 0)
                {
                    Spans.AddProduct(gradient, -change, row);
                    coefficients[j] = updated;
                }
                (step, largest) = (Math.Max(step, Math.Abs(change)), Math.Max(largest, Math.Abs(updated)));
            }
            if (step <= Precision * largest)
                break;
        }
        return coefficients;
    }
}

namespace Relevance.Interpretation.Experts;

/// <summary>Symmetric positive definite matrices Σ = L Lᵀ (Cholesky), row by row in float64.</summary>
internal static class PositiveDefinite
{
    /// <summary>Σ⁻¹ = L⁻ᵀ L⁻¹, symmetric to the bit; null where Σ is not symmetric (to 10⁻⁸ of its largest value) or not positive definite.</summary>
    /// <param name="matrix">Σ, row by row.</param>
    /// <param name="size">The number of its rows.</param>
    internal static double[]? Inverse(double[] matrix, int size)
    {
        if (!IsSymmetric(matrix, size) || Factor(matrix, size) is not { } factor)
            return null;
        var inverse = InverseOfTriangle(factor, size);
        var result = new double[matrix.Length];
        for (var k = 0; k < size; k++)
        {
            var row = inverse.AsSpan(k * size, k + 1);
            for (var i = 0; i <= k; i++)
                AddTimes(row[i], row[..(i + 1)], result.AsSpan(i * size, i + 1));
        }
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < i; j++)
                result[j * size + i] = result[i * size + j];
        }
        return result;
    }

    private static bool IsSymmetric(double[] matrix, int size)
    {
        var (asymmetry, largest) = (0.0, 0.0);
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
            {
                asymmetry = Math.Max(asymmetry, Math.Abs(matrix[i * size + j] - matrix[j * size + i]));
                largest = Math.Max(largest, Math.Abs(matrix[i * size + j]));
            }
        }
        // NaN is not below anything.
        return asymmetry <= 1e-8 * largest;
    }

    /// <summary>L.</summary>
    private static double[]? Factor(double[] matrix, int size)
    {
        var factor = new double[matrix.Length];
        for (var i = 0; i < size; i++)
        {
            var row = factor.AsSpan(i * size, size);
            for (var j = 0; j <= i; j++)
            {
                var other = factor.AsSpan(j * size, j);
                var rest = matrix[i * size + j];
                for (var k = 0; k < other.Length; k++)
                    rest -= row[k] * other[k];
                if (j < i)
                    row[j] = rest / factor[j * size + j];
                else if (rest > 0 && double.IsFinite(rest))
                    row[i] = Math.Sqrt(rest);
                else
                    return null;
            }
        }
        return factor;
    }

    /// <summary>L⁻¹: row i is (e_i − Σ_k L_ik row k) / L_ii.</summary>
    private static double[] InverseOfTriangle(double[] factor, int size)
    {
        var inverse = new double[factor.Length];
        for (var i = 0; i < size; i++)
        {
            var row = inverse.AsSpan(i * size, i + 1);
            row[i] = 1;
            for (var k = 0; k < i; k++)
                AddTimes(-factor[i * size + k], inverse.AsSpan(k * size, k + 1), row[..(k + 1)]);
            foreach (ref var value in row)
                value /= factor[i * size + i];
        }
        return inverse;
    }

    private static void AddTimes(double factor, ReadOnlySpan<double> x, Span<double> sum)
    {
        for (var i = 0; i < x.Length; i++)
            sum[i] += factor * x[i];
    }
}

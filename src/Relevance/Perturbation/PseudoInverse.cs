namespace Relevance.Perturbation;

/// <summary>
/// The inverse of a symmetric matrix without negative eigenvalues, or where there is none its pseudo-inverse, which gives the shortest of the best solutions.
/// </summary>
/// <remarks>
/// By Cholesky's decomposition with pivoting, A = Σ_k l_k l_kᵀ = LᵀL with the l_k as rows of L, which ends at A's rank r. With all M rows A⁻¹ = KᵀK, K = L⁻ᵀ;
/// with fewer A⁺ = KᵀK with K = (L Lᵀ)⁻¹ L. Source: Higham, Accuracy and stability of numerical algorithms, 2002, chapter 10; Courrieu, Fast computation of
/// Moore–Penrose inverse matrices, 2005.
/// </remarks>
internal static class PseudoInverse
{
    /// <summary>2⁻⁵².</summary>
    private const double Rounding = 2.220446049250313e-16;

    /// <summary>A⁺.</summary>
    /// <param name="matrix">A, [M · M].</param>
    /// <param name="size">M.</param>
    /// <returns>[M · M].</returns>
    internal static double[] Of(double[] matrix, int size)
    {
        var (rows, pivots) = Decompose(matrix, size);
        var rank = pivots.Length;
        var half = rank == size ? InverseOfTriangle(rows, pivots) : Times(Of(Gram(rows, rank, size), rank), rows, rank, size);
        var inverse = new double[size * size];
        for (var k = 0; k < rank; k++)
        {
            var row = half.AsSpan(k * size, size);
            for (var i = 0; i < size; i++)
            {
                if (row[i] != 0)
                    Spans.AddProduct(inverse.AsSpan(i * size, size), row[i], row);
            }
        }
        return inverse;
    }

    /// <summary>A x.</summary>
    /// <param name="symmetric">A, [M · M].</param>
    /// <param name="vector">x, [M].</param>
    internal static double[] Apply(double[] symmetric, ReadOnlySpan<double> vector)
    {
        var product = new double[vector.Length];
        for (var i = 0; i < vector.Length; i++)
            Spans.AddProduct(product, vector[i], symmetric.AsSpan(i * vector.Length, vector.Length));
        return product;
    }

    /// <summary>The rows l_k, and the place of the pivot of each: l_k is 0 at the pivots of those before it.</summary>
    private static (double[] Rows, int[] Pivots) Decompose(double[] matrix, int size)
    {
        var rest = (double[])matrix.Clone();
        var (rows, pivots, left) = (new double[size * size], new List<int>(), Enumerable.Range(0, size).ToList());
        // What rounding leaves of 0.
        var least = 0.0;
        while (left.Count > 0)
        {
            var pivot = left[0];
            foreach (var i in left)
                pivot = rest[i * size + i] > rest[pivot * size + pivot] ? i : pivot;
            var value = rest[pivot * size + pivot];
            if (pivots.Count == 0)
                least = size * Rounding * value;
            if (!(value > least))
                break;
            var row = rows.AsSpan(pivots.Count * size, size);
            var root = Math.Sqrt(value);
            foreach (var i in left)
                row[i] = rest[pivot * size + i] / root;
            left.Remove(pivot);
            pivots.Add(pivot);
            foreach (var i in left)
                Spans.AddProduct(rest.AsSpan(i * size, size), -row[i], row);
        }
        return (rows, [.. pivots]);
    }

    /// <summary>L⁻ᵀ by substitution: Σ_k l_k[i] K_k[j] is 1 for i = j and 0 else, row after row.</summary>
    private static double[] InverseOfTriangle(double[] rows, int[] pivots)
    {
        var size = pivots.Length;
        var inverse = new double[size * size];
        for (var k = 0; k < size; k++)
        {
            var own = inverse.AsSpan(k * size, size);
            own[pivots[k]] = 1;
            for (var earlier = 0; earlier < k; earlier++)
                Spans.AddProduct(own, -rows[earlier * size + pivots[k]], inverse.AsSpan(earlier * size, size));
            for (var i = 0; i < size; i++)
                own[i] /= rows[k * size + pivots[k]];
        }
        return inverse;
    }

    /// <summary>L Lᵀ, [r · r].</summary>
    private static double[] Gram(double[] rows, int rank, int size)
    {
        var products = new double[rank * rank];
        for (var i = 0; i < rank; i++)
        {
            for (var j = 0; j <= i; j++)
                products[i * rank + j] = products[j * rank + i] = Sums.Product<double>(rows.AsSpan(i * size, size), rows.AsSpan(j * size, size));
        }
        return products;
    }

    private static double[] Times(double[] square, double[] rows, int rank, int size)
    {
        var product = new double[rank * size];
        for (var i = 0; i < rank; i++)
        {
            for (var k = 0; k < rank; k++)
                Spans.AddProduct(product.AsSpan(i * size, size), square[i * rank + k], rows.AsSpan(k * size, size));
        }
        return product;
    }
}

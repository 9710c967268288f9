namespace Relevance.Metrics;

/// <summary>How alike two lists of numbers are; NaN where one of them does not vary.</summary>
public static class Correlation
{
    /// <summary>Pearson's: Σ (a − ā)(b − b̄) / √(Σ (a − ā)² Σ (b − b̄)²).</summary>
    internal static double Pearson(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var (meanA, meanB) = (Sums.Of(a) / a.Length, Sums.Of(b) / b.Length);
        double both = 0, squaresA = 0, squaresB = 0, largestA = 0, largestB = 0;
        for (var i = 0; i < a.Length; i++)
        {
            both += (a[i] - meanA) * (b[i] - meanB);
            squaresA += (a[i] - meanA) * (a[i] - meanA);
            squaresB += (b[i] - meanB) * (b[i] - meanB);
            (largestA, largestB) = (Math.Max(largestA, Math.Abs(a[i])), Math.Max(largestB, Math.Abs(b[i])));
        }
        return Varies(squaresA, largestA, a.Length) && Varies(squaresB, largestB, b.Length) ? both / Math.Sqrt(squaresA * squaresB) : double.NaN;
    }

    /// <summary>Spearman's: Pearson's of the ranks, of equal numbers the mean rank; from −1 to 1, NaN where one of them does not vary.</summary>
    /// <param name="a">The one list.</param>
    /// <param name="b">The other, of the same length.</param>
    /// <remarks>Source: Spearman, The proof and measurement of association between two things, 1904.</remarks>
    public static double Spearman(ReadOnlySpan<double> a, ReadOnlySpan<double> b) => Pearson(Ranks(a), Ranks(b));

    /// <summary>The rank of each number, from 0; of equal numbers the mean rank.</summary>
    internal static double[] Ranks(ReadOnlySpan<double> values)
    {
        var (sorted, order) = (values.ToArray(), new int[values.Length]);
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(sorted, order);
        var ranks = new double[values.Length];
        for (int first = 0, next; first < order.Length; first = next)
        {
            for (next = first + 1; next < order.Length && sorted[next] == sorted[first];)
                next++;
            for (var i = first; i < next; i++)
                ranks[order[i]] = (first + next - 1) / 2.0;
        }
        return ranks;
    }

    /// <summary>The cosine of the angle between them.</summary>
    internal static double Cosine(ReadOnlySpan<double> a, ReadOnlySpan<double> b) => Sums.Product(a, b) / Math.Sqrt(Sums.Product(a, a) * Sums.Product(b, b));

    /// <summary>The mean of equal numbers is off by rounding, so that their distance from it is not exactly 0.</summary>
    private static bool Varies(double squares, double largest, int count) => squares > count * (1e-14 * largest) * (1e-14 * largest);
}

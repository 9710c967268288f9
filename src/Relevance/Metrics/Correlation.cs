namespace Relevance.Metrics;

/// <summary>Computes correlations of two lists of numbers.</summary>
public static class Correlation
{
    /// <summary>From so many numbers on, sorting them digit by digit is faster than comparing them.</summary>
    private const int FewestForDigits = 200;

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

    /// <summary>
    /// Computes Spearman's rank correlation: Pearson's correlation of the ranks, where equal numbers share the mean of their ranks. From −1 to 1; NaN if all
    /// numbers of a list are equal.
    /// </summary>
    /// <param name="a">The first list.</param>
    /// <param name="b">The second list, of the same length.</param>
    /// <remarks>Source: Spearman, The proof and measurement of association between two things, 1904.</remarks>
    public static double Spearman(ReadOnlySpan<double> a, ReadOnlySpan<double> b) => Pearson(Ranks(a), Ranks(b));

    /// <summary>The rank of each number, from 0; of equal numbers the mean rank.</summary>
    internal static double[] Ranks(ReadOnlySpan<double> values)
    {
        var (sorted, order) = Sorted(values);
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

    /// <summary>The numbers in ascending order, and where each of them was.</summary>
    private static (double[] Sorted, int[] Order) Sorted(ReadOnlySpan<double> values)
    {
        var (sorted, order) = (values.ToArray(), new int[values.Length]);
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        if (values.Length < FewestForDigits || values.ContainsAnyExceptInRange(double.MinValue, double.MaxValue))
        {
            Array.Sort(sorted, order);
            return (sorted, order);
        }
        // Digit by digit of eight bits, the lowest first. The bits of numbers ascend as the numbers do, if those of negative ones are all turned, and of others the sign.
        var (keys, counts) = (new ulong[values.Length], new int[8 * 256]);
        for (var i = 0; i < keys.Length; i++)
        {
            var bits = BitConverter.DoubleToInt64Bits(values[i]);
            keys[i] = (ulong)(bits ^ (bits >> 63 | long.MinValue));
            for (var digit = 0; digit < 8; digit++)
                counts[digit * 256 + (byte)(keys[i] >> 8 * digit)]++;
        }
        var (nextKeys, nextOrder) = (new ulong[keys.Length], new int[keys.Length]);
        for (var digit = 0; digit < 8; digit++)
        {
            var places = counts.AsSpan(digit * 256, 256);
            // The same digit of all: nothing to do, as for the lowest ones of numbers that were float32.
            if (places[(byte)(keys[0] >> 8 * digit)] == keys.Length)
                continue;
            var place = 0;
            foreach (ref var count in places)
                (count, place) = (place, place + count);
            for (var i = 0; i < keys.Length; i++)
            {
                var to = places[(byte)(keys[i] >> 8 * digit)]++;
                (nextKeys[to], nextOrder[to]) = (keys[i], order[i]);
            }
            (keys, nextKeys, order, nextOrder) = (nextKeys, keys, nextOrder, order);
        }
        for (var i = 0; i < order.Length; i++)
            sorted[i] = values[order[i]];
        return (sorted, order);
    }

    /// <summary>The cosine of the angle between them.</summary>
    internal static double Cosine(ReadOnlySpan<double> a, ReadOnlySpan<double> b) => Sums.Product(a, b) / Math.Sqrt(Sums.Product(a, a) * Sums.Product(b, b));

    /// <summary>The mean of equal numbers is off by rounding, so that their distance from it is not exactly 0.</summary>
    private static bool Varies(double squares, double largest, int count) => squares > count * (1e-14 * largest) * (1e-14 * largest);
}

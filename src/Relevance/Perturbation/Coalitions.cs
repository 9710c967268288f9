using Relevance.Randomness;

namespace Relevance.Perturbation;

/// <summary>Which features are present in each of some coalitions, as bits, with a weight for each coalition.</summary>
/// <remarks>Sums over bits are taken eight at a time from tables of the 256 sums that eight numbers have (the method of the four Russians).</remarks>
internal sealed class Coalitions
{
    // Bit r of place [g, F]: feature F in coalition 8 g + r; and bit r of place [g, z]: feature 8 g + r in coalition z.
    private readonly byte[] byFeature, byCoalition;

    private Coalitions(int count, int features, double[]? weights = null)
    {
        (Count, Features) = (count, features);
        Weights = weights ?? [.. Enumerable.Repeat(1.0, count)];
        (byFeature, byCoalition) = (new byte[checked((count + 7) / 8 * features)], new byte[checked((features + 7) / 8 * count)]);
    }

    /// <summary>S, the number of coalitions.</summary>
    internal int Count { get; }

    /// <summary>M, the number of features.</summary>
    internal int Features { get; }

    /// <summary>The weight of each coalition.</summary>
    internal double[] Weights { get; }

    /// <summary>All coalitions but the empty and the full one, if there are no more than the samples; else that many, drawn by the Shapley kernel.</summary>
    /// <param name="features">M, at least 2.</param>
    /// <param name="samples">The number of coalitions, at least 2; an odd one is rounded up, since each comes with its complement.</param>
    /// <param name="seed">The seed with which they are drawn.</param>
    internal static Coalitions ForKernelShap(int features, int samples, int seed) =>
        features < 31 && (1L << features) - 2 <= samples ? All(features) : Drawn(features, (int)(((long)samples + 1) / 2), seed);

    /// <summary>Coalitions in which each feature is present with probability ½; the last is that of all features.</summary>
    internal static Coalitions Even(int features, int samples, int seed)
    {
        var coalitions = new Coalitions(samples, features);
        for (var z = 0; z < samples; z++)
        {
            var random = new RandomNumbers(seed, z);
            for (var feature = 0; feature < features; feature++)
            {
                if (z == samples - 1 || random.Below(feature, 2) == 1)
                    coalitions.Add(z, feature);
            }
        }
        return coalitions;
    }

    /// <summary>Whether a feature is present in a coalition.</summary>
    internal bool Has(int coalition, int feature) => (byFeature[coalition / 8 * Features + feature] >> (coalition % 8) & 1) == 1;

    /// <summary>The number of features in a coalition.</summary>
    internal int SizeOf(int coalition)
    {
        var size = 0;
        for (var group = 0; group < (Features + 7) / 8; group++)
            size += int.PopCount(byCoalition[group * Count + coalition]);
        return size;
    }

    /// <inheritdoc cref="PresenceWriter"/>
    internal void WritePresence(int block, Span<uint> present)
    {
        present.Clear();
        for (var group = 0; group < 4 && (4 * block + group) * Features < byFeature.Length; group++)
        {
            var bits = byFeature.AsSpan((4 * block + group) * Features, Features);
            for (var feature = 0; feature < bits.Length; feature++)
                present[feature] |= (uint)bits[feature] << (8 * group);
        }
    }

    /// <summary>The coalitions of the features that these lack.</summary>
    internal Coalitions Complements()
    {
        var complements = new Coalitions(Count, Features, Weights);
        for (var z = 0; z < Count; z++)
        {
            for (var feature = 0; feature < Features; feature++)
            {
                if (!Has(z, feature))
                    complements.Add(z, feature);
            }
        }
        return complements;
    }

    /// <summary>Σ_F x_F z_F of each coalition z.</summary>
    /// <param name="perFeature">x, [M].</param>
    internal double[] SumsOverFeatures(ReadOnlySpan<double> perFeature) => SumsOverBits(byCoalition, Count, perFeature);

    /// <summary>Σ_z y_z z_F of each feature F.</summary>
    /// <param name="perCoalition">y, [S].</param>
    internal double[] SumsOverCoalitions(ReadOnlySpan<double> perCoalition) => SumsOverBits(byFeature, Features, perCoalition);

    /// <summary>Σ_z y_z z zᵀ, [M · M].</summary>
    /// <param name="perCoalition">y, [S].</param>
    internal double[] Products(ReadOnlySpan<double> perCoalition)
    {
        var products = new double[checked(Features * Features)];
        var own = new double[Count];
        for (var feature = 0; feature < Features; feature++)
        {
            for (var z = 0; z < Count; z++)
                own[z] = Has(z, feature) ? perCoalition[z] : 0;
            var sums = SumsOverBits(byFeature, Features, own, feature);
            for (var other = feature; other < Features; other++)
                products[feature * Features + other] = products[other * Features + feature] = sums[other];
        }
        return products;
    }

    private static double[] SumsOverBits(byte[] bits, int rows, ReadOnlySpan<double> numbers, int firstRow = 0)
    {
        var sums = new double[rows];
        // The sum of those of eight numbers whose bits are set.
        Span<double> table = stackalloc double[256];
        for (var first = 0; first < numbers.Length; first += 8)
        {
            table.Clear();
            for (var bit = 0; bit < Math.Min(8, numbers.Length - first); bit++)
            {
                for (var lower = 0; lower < 1 << bit; lower++)
                    table[(1 << bit) + lower] = table[lower] + numbers[first + bit];
            }
            var own = bits.AsSpan(first / 8 * rows, rows);
            for (var row = firstRow; row < own.Length; row++)
                sums[row] += table[own[row]];
        }
        return sums;
    }

    private static Coalitions All(int features)
    {
        var count = (1 << features) - 2;
        // C(M, s), one after the other.
        var binomials = new double[features + 1];
        binomials[0] = 1;
        for (var size = 1; size <= features; size++)
            binomials[size] = binomials[size - 1] * (features - size + 1) / size;
        var coalitions = new Coalitions(count, features, new double[count]);
        for (var z = 0; z < count; z++)
        {
            for (var feature = 0; feature < features; feature++)
            {
                if (((z + 1) >> feature & 1) == 1)
                    coalitions.Add(z, feature);
            }
            var size = int.PopCount(z + 1);
            coalitions.Weights[z] = (features - 1) / (binomials[size] * size * (features - size));
        }
        return coalitions;
    }

    /// <summary>The kernel of all coalitions of size s together is in proportion to 1 / (s (M − s)): first the size, then the members.</summary>
    private static Coalitions Drawn(int features, int pairs, int seed)
    {
        double[] bySize = [.. Enumerable.Range(1, features - 1).Select(size => 1.0 / ((double)size * (features - size)))];
        var total = Sums.Of<double>(bySize);
        var coalitions = new Coalitions(checked(2 * pairs), features);
        for (var pair = 0; pair < pairs; pair++)
        {
            var random = new RandomNumbers(seed, pair);
            var rest = random.Uniform(0) * total;
            var size = 1;
            while (size < features - 1 && (rest -= bySize[size - 1]) >= 0)
                size++;
            foreach (var (place, feature) in random.Permutation(1, features).Index())
                coalitions.Add(place < size ? 2 * pair : 2 * pair + 1, feature);
        }
        return coalitions;
    }

    private void Add(int coalition, int feature)
    {
        byFeature[coalition / 8 * Features + feature] |= (byte)(1 << (coalition % 8));
        byCoalition[feature / 8 * Count + coalition] |= (byte)(1 << (feature % 8));
    }
}

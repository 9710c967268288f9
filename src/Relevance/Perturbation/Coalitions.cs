using static TorchSharp.torch;

namespace Relevance.Perturbation;

/// <summary>Which features are present, row by row: [S, M], 1 or 0 in float64, with a weight for each row, [S].</summary>
internal static class Coalitions
{
    /// <summary>All coalitions but the empty and the full one, if there are no more than the samples; else that many, drawn by the Shapley kernel.</summary>
    /// <param name="features">M, at least 2.</param>
    /// <param name="samples">The number of coalitions, at least 2; an odd one is rounded up, since each comes with its complement.</param>
    /// <param name="seed">Which are drawn.</param>
    internal static (Tensor Present, Tensor Weights) ForKernelShap(int features, int samples, int seed) =>
        features < 31 && (1L << features) - 2 <= samples ? All(features) : Drawn(features, (samples + 1) / 2, new Random(seed));

    /// <summary>Coalitions in which each feature is present with probability ½; the first is that of all features.</summary>
    internal static Tensor Even(int features, int samples, int seed)
    {
        var random = new Random(seed);
        var present = new double[samples, features];
        for (var row = 0; row < samples; row++)
        {
            for (var feature = 0; feature < features; feature++)
                present[row, feature] = row == 0 ? 1 : random.Next(2);
        }
        return tensor(present);
    }

    private static (Tensor, Tensor) All(int features)
    {
        var count = (1 << features) - 2;
        var (present, weights) = (new double[count, features], new double[count]);
        // C(M, s), one after the other.
        var binomials = new double[features + 1];
        binomials[0] = 1;
        for (var size = 1; size <= features; size++)
            binomials[size] = binomials[size - 1] * (features - size + 1) / size;
        for (var row = 0; row < count; row++)
        {
            var size = 0;
            for (var feature = 0; feature < features; feature++)
            {
                present[row, feature] = (row + 1) >> feature & 1;
                size += (row + 1) >> feature & 1;
            }
            weights[row] = (features - 1) / (binomials[size] * size * (features - size));
        }
        return (tensor(present), tensor(weights));
    }

    /// <summary>The kernel of all coalitions of size s together is in proportion to 1 / (s (M − s)): first the size, then the members.</summary>
    private static (Tensor, Tensor) Drawn(int features, int pairs, Random random)
    {
        var bySize = Enumerable.Range(1, features - 1).Select(size => 1.0 / ((double)size * (features - size))).ToArray();
        var total = bySize.Sum();
        var members = Enumerable.Range(0, features).ToArray();
        var present = new double[2 * pairs, features];
        for (var pair = 0; pair < pairs; pair++)
        {
            var rest = random.NextDouble() * total;
            var size = 1;
            while (size < features - 1 && (rest -= bySize[size - 1]) >= 0)
                size++;
            random.Shuffle(members);
            for (var i = 0; i < features; i++)
            {
                present[2 * pair, members[i]] = i < size ? 1 : 0;
                present[2 * pair + 1, members[i]] = i < size ? 0 : 1;
            }
        }
        return (tensor(present), ones([2 * pairs], ScalarType.Float64));
    }
}

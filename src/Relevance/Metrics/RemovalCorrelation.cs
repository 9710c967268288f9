using System.Numerics;
using Relevance.Baselines;
using Relevance.Perturbation;
using Relevance.Randomness;

namespace Relevance.Metrics;

/// <summary>Pearson's correlation between the relevance that a random set of features holds and the score that is lost without it.</summary>
internal static class RemovalCorrelation
{
    /// <summary>The correlation for each image and size of sets, [n][sizes]; NaN where one of the two does not vary.</summary>
    /// <param name="batch">The images.</param>
    /// <param name="features">Divides an image into features, each removed as a whole.</param>
    /// <param name="fill">The values that replace removed features.</param>
    /// <param name="sizes">How many features a set has.</param>
    /// <param name="samples">The number of sets of each size.</param>
    /// <param name="seed">The seed of the random sets.</param>
    internal static double[][] Of<T>(EvaluationBatch<T> batch, FeatureMask features, Baseline fill, int[] sizes, int samples, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var layout = features.For(batch.ImageShape);
        FeatureSets[] sets = [.. Enumerable.Range(0, batch.Count).Select(image => new FeatureSets(batch.Random(image, seed), layout.Count, sizes, samples))];
        var lost = batch.OfImages((nameof(RemovalCorrelation), features, fill, string.Join(' ', sizes), samples, seed), Lost);
        return [.. sets.Select((ofImage, image) =>
        {
            var relevance = layout.Sums<double>(batch.Relevances[image]);
            var held = new double[ofImage.Count];
            for (var set = 0; set < held.Length; set++)
            {
                foreach (var feature in ofImage[set])
                    held[set] += relevance[feature];
            }
            return sizes.Select((_, size) => Correlation.Pearson(held.AsSpan(size * samples, samples), lost[image].AsSpan(size * samples, samples))).ToArray();
        })];

        // What the score of each image loses without each of its sets, [n][sets].
        double[][] Lost()
        {
            var removal = Imputation.By(fill).Begin(batch, layout, seed);
            return batch.ScoresLost(sizes.Length * samples, (set, image, values) => removal.Write(image, sets[image][set], values));
        }
    }

    /// <summary>Random sets of the features of an image, one after the other.</summary>
    private sealed class FeatureSets
    {
        private readonly int[] members, starts;

        internal FeatureSets(RandomNumbers random, int features, int[] sizes, int samples)
        {
            starts = new int[sizes.Length * samples + 1];
            for (var set = 0; set < Count; set++)
                starts[set + 1] = starts[set] + sizes[set / samples];
            members = new int[starts[^1]];
            int[] order = [.. Enumerable.Range(0, features)];
            for (var set = 0; set < Count; set++)
            {
                // The beginning of a random order (Fisher and Yates), from whatever order the last set has left.
                for (var i = 0; i < starts[set + 1] - starts[set]; i++)
                {
                    var other = i + random.Below(starts[set] + i, features - i);
                    (order[i], order[other]) = (order[other], order[i]);
                    members[starts[set] + i] = order[i];
                }
            }
        }

        internal int Count => starts.Length - 1;

        internal ReadOnlySpan<int> this[int set] => members.AsSpan(starts[set]..starts[set + 1]);
    }
}

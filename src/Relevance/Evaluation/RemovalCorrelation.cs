using Relevance.Baselines;
using Relevance.Perturbation;

namespace Relevance.Evaluation;

/// <summary>Pearson's correlation between the relevance that a random set of features holds and the score that is lost without it.</summary>
internal static class RemovalCorrelation
{
    /// <summary>The correlation for each image and size of sets, [n][sizes]; NaN where one of the two does not vary.</summary>
    /// <param name="batch">The images.</param>
    /// <param name="features">What is removed at once.</param>
    /// <param name="fill">What takes the place of what is removed.</param>
    /// <param name="sizes">How many features a set has.</param>
    /// <param name="samples">The number of sets of each size.</param>
    /// <param name="seed">Decides the sets.</param>
    internal static double[][] Of(EvaluationBatch batch, FeatureMask features, Baseline fill, int[] sizes, int samples, int seed)
    {
        var layout = features.For(batch.Images.shape[1..]);
        var sets = Sets(batch, layout.Count, sizes, samples, seed);
        var lost = batch.OfImages((nameof(RemovalCorrelation), features, fill, string.Join(' ', sizes), samples, seed), () => Lost(batch, layout, fill, sets));
        return [.. sets.Select((ofImage, i) =>
        {
            var relevance = layout.Sums(batch.Relevances[i]);
            double[] held = [.. ofImage.Select(set => set.Sum(feature => relevance[feature]))];
            return sizes.Select((_, size) => Correlation.Pearson(held.AsSpan(size * samples, samples), lost[i].AsSpan(size * samples, samples))).ToArray();
        })];
    }

    /// <summary>[n][sizes · samples][size].</summary>
    private static int[][][] Sets(EvaluationBatch batch, int features, int[] sizes, int samples, int seed) => [.. batch.Randoms(seed).Select(random =>
    {
        var members = Enumerable.Range(0, features).ToArray();
        return Enumerable.Range(0, sizes.Length * samples).Select(set => Draws.Some(random, members, sizes[set / samples]).ToArray()).ToArray();
    })];

    /// <summary>What the score of each image loses without each of its sets, [n][sets].</summary>
    private static double[][] Lost(EvaluationBatch batch, Features layout, Baseline fill, int[][][] sets)
    {
        var before = batch.Scores();
        double[][] lost = [.. sets.Select(ofImage => new double[ofImage.Length])];
        new Removal(batch, layout, fill).Scores(sets[0].Length, (set, i) => sets[i][set], (set, scores) =>
        {
            for (var i = 0; i < scores.Length; i++)
                lost[i][set] = before[i] - scores[i];
        });
        return lost;
    }
}

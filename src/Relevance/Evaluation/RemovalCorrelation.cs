using Relevance.Perturbation;

namespace Relevance.Evaluation;

/// <summary>Pearson's correlation between the relevance that a random set of features holds and the score that is lost without it.</summary>
internal static class RemovalCorrelation
{
    /// <summary>The correlation for each image and size of sets, [n][sizes]; NaN where one of the two does not vary.</summary>
    /// <param name="batch">The images.</param>
    /// <param name="features">The features.</param>
    /// <param name="removal">Removes them.</param>
    /// <param name="sizes">How many features a set has.</param>
    /// <param name="samples">The number of sets of each size.</param>
    /// <param name="seed">Decides the sets.</param>
    internal static double[][] Of(EvaluationBatch batch, Features features, Removal removal, int[] sizes, int samples, int seed)
    {
        var before = batch.Scores();
        var randoms = batch.Randoms(seed);
        double[][] perFeature = [.. batch.Relevances.Select(row => features.Sums(row))];
        int[][] members = [.. randoms.Select(_ => Enumerable.Range(0, features.Count).ToArray())];
        double[][] held = Rows(), lost = Rows();
        removal.Scores(sizes.Length * samples, (variant, i) =>
        {
            var set = Draws.Some(randoms[i], members[i], sizes[variant / samples]).ToArray();
            held[i][variant] = set.Sum(feature => perFeature[i][feature]);
            return set;
        }, (variant, scores) =>
        {
            for (var i = 0; i < scores.Length; i++)
                lost[i][variant] = before[i] - scores[i];
        });
        return [.. held.Zip(lost, double[] (relevance, score) =>
            [.. sizes.Select((_, size) => Correlation.Pearson(relevance.AsSpan(size * samples, samples), score.AsSpan(size * samples, samples)))])];

        double[][] Rows() => [.. before.Select(_ => new double[sizes.Length * samples])];
    }
}

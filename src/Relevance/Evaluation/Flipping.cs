using Relevance.Perturbation;
using static TorchSharp.torch;

namespace Relevance.Evaluation;

/// <summary>Removes the features of images one after the other and follows the explained score.</summary>
internal static class Flipping
{
    /// <summary>The explained score of each image after 0, 1, …, M features were removed, [n][M + 1].</summary>
    /// <remarks>One pass per feature. Only what is removed is written; with a full batch, nothing else is copied.</remarks>
    /// <param name="batch">The images.</param>
    /// <param name="features">The features.</param>
    /// <param name="fill">What takes the place of what is removed: [1, C, H, W] or [n, C, H, W].</param>
    /// <param name="next">Given the number of the step and the images as they are then, which feature of each image goes.</param>
    /// <param name="scale">The units of the scores.</param>
    internal static double[][] Curves(EvaluationBatch batch, Features features, Tensor fill, Func<int, Tensor, long[]> next, ScoreScale scale)
    {
        double[][] curves = [.. batch.Scores(scale).Select(double[] (score) => [score, .. new double[features.Count]])];
        var current = batch.Images.clone();
        var (values, filled, places) = (current.view(batch.Count, -1), fill.expand_as(current).reshape(batch.Count, -1), features.Places());
        batch.ScoreVariants(features.Count, step =>
        {
            var removed = places.index_select(0, tensor(next(step, current)));
            values.scatter_(1, removed, filled.gather(1, removed));
            return batch.AtOnce == 1 ? current : current.clone();
        }, (step, scores) =>
        {
            for (var i = 0; i < scores.Length; i++)
                curves[i][step + 1] = scores[i];
        }, scale);
        return curves;
    }

    /// <summary>For orders that are known beforehand.</summary>
    /// <param name="orders">[n][M].</param>
    internal static Func<int, Tensor, long[]> InOrder(long[][] orders) => (step, _) => [.. orders.Select(order => order[step])];

    /// <summary>The features from the one with the smallest key to that with the largest; those with equal keys by chance.</summary>
    internal static long[] Ascending(double[] keys, Random ties)
    {
        var features = ByChance(keys.Length, ties);
        // OrderBy leaves equal keys in the order in which they come.
        return [.. features.OrderBy(feature => keys[feature])];
    }

    /// <summary>All features by chance.</summary>
    internal static long[] ByChance(int count, Random random)
    {
        var features = Enumerable.Range(0, count).Select(feature => (long)feature).ToArray();
        random.Shuffle(features);
        return features;
    }

    /// <summary>The area under a curve by the trapezoidal rule, with the whole axis as 1.</summary>
    internal static double Area(double[] curve) => (curve.Sum() - (curve[0] + curve[^1]) / 2) / (curve.Length - 1);
}

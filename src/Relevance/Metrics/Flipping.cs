using System.Numerics;
using Relevance.Perturbation;
using Relevance.Randomness;

namespace Relevance.Metrics;

/// <summary>The explained scores of images while something is removed, in every unit, [n][steps].</summary>
internal sealed record ScaledCurves(double[][] Logits, double[][] Probabilities, double[][] Accuracies)
{
    internal double[][] this[ScoreScale scale] => scale switch
    {
        ScoreScale.Logit => Logits,
        ScoreScale.Probability => Probabilities,
        _ => Accuracies,
    };
}

/// <summary>Removes the features of images one after the other and follows the explained score.</summary>
internal static class Flipping
{
    /// <summary>The curves for an order by the relevance of the explanation that is judged, or by chance.</summary>
    /// <param name="batch">The images.</param>
    /// <param name="features">Divides an image into features, each removed as a whole.</param>
    /// <param name="layout">The same for these images.</param>
    /// <param name="fill">The values that replace removed features.</param>
    /// <param name="order">The order in which features are removed.</param>
    /// <param name="perStep">How many are removed between two scores.</param>
    /// <param name="seed">The seed of random orders, of the order among features of equal relevance, and of a random fill.</param>
    internal static ScaledCurves InOrder<T>(
        EvaluationBatch<T> batch, FeatureMask features, Features layout, Imputation fill, FlippingOrder order, int perStep, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var key = (nameof(Flipping), features, fill, order, perStep, seed);
        return order == FlippingOrder.Random ? batch.OfImages(key, Curves) : batch.OfExplanation(key, Curves);

        ScaledCurves Curves() => Flipping.Curves(
            batch, layout, fill, [.. batch.Relevances.Select((relevance, i) => Order(layout, relevance, order, batch.Random(i, seed)))], perStep, seed);
    }

    /// <summary>How many features are gone at each step: 0, so many more each time, and all at the end.</summary>
    internal static double[] Steps(Features features, int perStep) =>
        [.. Enumerable.Range(0, (features.Count + perStep - 1) / perStep + 1).Select(step => (double)Math.Min(features.Count, step * perStep))];

    /// <summary>The explained score of each image at each step, [n][steps].</summary>
    /// <param name="batch">The images.</param>
    /// <param name="features">The features.</param>
    /// <param name="fill">The values that replace removed features.</param>
    /// <param name="orders">For each image its features in the order in which they go.</param>
    /// <param name="perStep">How many are removed between two scores.</param>
    /// <param name="seed">The seed of a random fill.</param>
    internal static ScaledCurves Curves<T>(EvaluationBatch<T> batch, Features features, Imputation fill, int[][] orders, int perStep, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var steps = Steps(features, perStep).Length;
        var curves = new ScaledCurves(From(ScoreScale.Logit), From(ScoreScale.Probability), From(ScoreScale.Accuracy));
        var removal = fill.Begin(batch, features, seed);
        batch.ScoreVariants(
            steps - 1,
            (step, image, values) => removal.Write(image, orders[image].AsSpan(0, Math.Min(features.Count, (step + 1) * perStep)), values),
            (step, image, scores) =>
            {
                curves.Logits[image][step + 1] = batch.Scaled(image, scores, ScoreScale.Logit);
                curves.Probabilities[image][step + 1] = batch.Scaled(image, scores, ScoreScale.Probability);
                curves.Accuracies[image][step + 1] = batch.Scaled(image, scores, ScoreScale.Accuracy);
            });
        return curves;

        double[][] From(ScoreScale scale) => [.. batch.Scores(scale).Select(double[] (score) => [score, .. new double[steps - 1]])];
    }

    /// <summary>All features of an image in the order in which they go; those of equal relevance by chance.</summary>
    internal static int[] Order(Features layout, double[] relevance, FlippingOrder order, RandomNumbers random, long place = 0)
    {
        if (order == FlippingOrder.Random)
            return random.Permutation(place, layout.Count);
        var sums = layout.Sums<double>(relevance);
        return Ascending(order == FlippingOrder.MostRelevantFirst ? [.. sums.Select(sum => -sum)] : sums, random, place);
    }

    /// <summary>The features from the one with the smallest key to that with the largest; those with equal keys by chance.</summary>
    internal static int[] Ascending(double[] keys, RandomNumbers random, long place = 0)
    {
        var features = random.Permutation(place, keys.Length);
        var order = new Ranked[features.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = new(keys[features[i]], i);
        Array.Sort(order);
        return Array.ConvertAll(order, ranked => features[ranked.Number]);
    }

    /// <summary>The area under a curve by the trapezoidal rule, with the whole axis as 1.</summary>
    internal static double Area(double[] steps, double[] curve)
    {
        var area = 0.0;
        for (var i = 1; i < steps.Length; i++)
            area += (steps[i] - steps[i - 1]) * (curve[i - 1] + curve[i]) / 2;
        return area / (steps[^1] - steps[0]);
    }

    /// <summary>What names say of fill and unit, where they are not the usual ones.</summary>
    internal static string Suffix(Imputation fill, ScoreScale scale) => fill.Suffix + (scale == ScoreScale.Logit ? "" : $"-{scale.Word()}");

    /// <summary>What titles say of them.</summary>
    internal static string TitleSuffix(Imputation fill, ScoreScale scale) =>
        (fill.Suffix.Length == 0 ? "" : ", imputed") + (scale == ScoreScale.Logit ? "" : $", {scale.Word()}");

    /// <summary>A key, of equal ones the one with the smaller number first.</summary>
    private readonly record struct Ranked(double Key, int Number) : IComparable<Ranked>
    {
        public int CompareTo(Ranked other) => Key.CompareTo(other.Key) is var order and not 0 ? order : Number.CompareTo(other.Number);
    }
}

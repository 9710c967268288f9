using Relevance.Perturbation;
using static TorchSharp.torch;

namespace Relevance.Evaluation;

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
    /// <param name="features">What is removed at once.</param>
    /// <param name="layout">The same for these images.</param>
    /// <param name="fill">What takes the place of what is removed.</param>
    /// <param name="order">Which go first.</param>
    /// <param name="perStep">How many are removed between two scores.</param>
    /// <param name="seed">Decides random orders, the order of features of equal relevance, and what is random in the fill.</param>
    internal static ScaledCurves InOrder(EvaluationBatch batch, FeatureMask features, Features layout, Imputation fill, FlippingOrder order, int perStep, int seed)
    {
        var key = (nameof(Flipping), features, fill, order, perStep, seed);
        return order == FlippingOrder.Random ? batch.OfImages(key, Curves) : batch.OfExplanation(key, Curves);

        ScaledCurves Curves()
        {
            long[][] orders = [.. batch.Randoms(seed).Select((random, i) => Order(layout, batch.Relevances[i], order, random))];
            return Flipping.Curves(batch, layout, fill.Begin(batch, layout, seed), (removed, _) => [.. orders.Select(each => each[removed])], perStep);
        }
    }

    /// <summary>How many features are gone at each step: 0, so many more each time, and all at the end.</summary>
    internal static double[] Steps(Features features, int perStep) =>
        [.. Enumerable.Range(0, (features.Count + perStep - 1) / perStep + 1).Select(step => (double)Math.Min(features.Count, step * perStep))];

    /// <summary>The explained score of each image at each step, [n][steps].</summary>
    /// <remarks>One pass per step; with a full batch, nothing is copied but what is removed.</remarks>
    /// <param name="batch">The images.</param>
    /// <param name="features">The features.</param>
    /// <param name="removing">Removes them.</param>
    /// <param name="next">Given how many are gone and the images as they are then, which feature of each image goes.</param>
    /// <param name="perStep">How many are removed between two scores.</param>
    internal static ScaledCurves Curves(EvaluationBatch batch, Features features, Removing removing, Func<int, Tensor, long[]> next, int perStep = 1)
    {
        var steps = Steps(features, perStep).Length;
        var curves = new ScaledCurves(From(ScoreScale.Logit), From(ScoreScale.Probability), From(ScoreScale.Accuracy));
        batch.ScoreVariants(steps - 1, step =>
        {
            for (var removed = step * perStep; removed < Math.Min(features.Count, (step + 1) * perStep); removed++)
                removing.Remove(next(removed, removing.Current));
            removing.Fill();
            return batch.AtOnce == 1 ? removing.Current : removing.Current.clone();
        }, (int step, Func<ScoreScale, double[]> scores) =>
        {
            foreach (var scale in Enum.GetValues<ScoreScale>())
            {
                foreach (var (i, score) in scores(scale).Index())
                    curves[scale][i][step + 1] = score;
            }
        });
        return curves;

        double[][] From(ScoreScale scale) => [.. batch.Scores(scale).Select(double[] (score) => [score, .. new double[steps - 1]])];
    }

    /// <summary>All features of an image in the order in which they go; those of equal relevance by chance.</summary>
    internal static long[] Order(Features layout, double[] relevance, FlippingOrder order, Random random)
    {
        if (order == FlippingOrder.Random)
            return ByChance(layout.Count, random);
        var sums = layout.Sums(relevance);
        return Ascending(order == FlippingOrder.MostRelevantFirst ? [.. sums.Select(sum => -sum)] : sums, random);
    }

    /// <summary>The features from the one with the smallest key to that with the largest; those with equal keys by chance.</summary>
    internal static long[] Ascending(double[] keys, Random ties)
    {
        var features = ByChance(keys.Length, ties);
        // OrderBy leaves equal keys in the order in which they come.
        return [.. features.OrderBy(feature => keys[feature])];
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

    private static long[] ByChance(int count, Random random)
    {
        var features = Enumerable.Range(0, count).Select(feature => (long)feature).ToArray();
        random.Shuffle(features);
        return features;
    }
}

using System.Numerics;

namespace Relevance.Metrics;

/// <summary>The squared error, over perturbations of images, of the decrease of the score predicted from relevance.</summary>
internal static class SquaredErrors
{
    /// <summary>What the score of each image loses by each perturbation, [n][samples].</summary>
    /// <param name="batch">The images.</param>
    /// <param name="samples">The number of perturbations.</param>
    /// <param name="perturbed">Writes an image perturbed by one of them.</param>
    internal static double[][] Lost<T>(EvaluationBatch<T> batch, int samples, VariantWriter<T> perturbed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var before = batch.Scores();
        double[][] lost = [.. before.Select(_ => new double[samples])];
        batch.ScoreVariants(samples, perturbed, (sample, image, scores) => lost[image][sample] = before[image] - batch.Scaled(image, scores));
        return lost;
    }

    /// <summary>The mean over the perturbations, for each image.</summary>
    internal static Measured[] Means(double[][] foretold, double[][] lost, bool scaled) => [.. foretold.Select((guesses, image) =>
    {
        var truths = lost[image];
        var factor = scaled ? Factor(guesses, truths) : 1;
        var sum = 0.0;
        for (var sample = 0; sample < truths.Length; sample++)
        {
            var error = factor * guesses[sample] - truths[sample];
            sum += error * error;
        }
        return new Measured(sum / truths.Length);
    })];

    /// <summary>The factor β that minimises Σ (β a − b)²; 0 where the relevance foretells no change.</summary>
    private static double Factor(double[] a, double[] b)
    {
        var squares = Sums.Product<double>(a, a);
        return squares == 0 ? 0 : Sums.Product<double>(a, b) / squares;
    }
}

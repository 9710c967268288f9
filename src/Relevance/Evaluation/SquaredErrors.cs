using static TorchSharp.torch;

namespace Relevance.Evaluation;

/// <summary>For perturbations of images, the squared distance of what the relevance foretells from what the score loses.</summary>
internal static class SquaredErrors
{
    /// <summary>What the score of each image loses by each perturbation, [samples][n].</summary>
    /// <param name="batch">The images.</param>
    /// <param name="samples">The number of perturbations.</param>
    /// <param name="perturbed">Makes the images perturbed by one of them; asked in their order.</param>
    internal static double[][] Lost(EvaluationBatch batch, int samples, Func<int, Tensor> perturbed)
    {
        var (before, lost) = (batch.Scores(), new double[samples][]);
        batch.ScoreVariants(samples, perturbed, (int sample, double[] scores) => lost[sample] = [.. before.Zip(scores, (whole, rest) => whole - rest)]);
        return lost;
    }

    /// <summary>Σ_i I_i R_i for each perturbation I and image, [samples][n].</summary>
    /// <param name="batch">The images with their relevance.</param>
    /// <param name="samples">The number of perturbations.</param>
    /// <param name="weights">I, of a shape that broadcasts with the images', in float64; asked in their order.</param>
    internal static double[][] Foretold(EvaluationBatch batch, int samples, Func<int, Tensor> weights) => [.. Enumerable.Range(0, samples).Select(sample =>
    {
        using var scope = NewDisposeScope();
        return (weights(sample) * batch.Relevance).flatten(1).sum(1).data<double>().ToArray();
    })];

    /// <summary>The mean over the perturbations, for each image.</summary>
    internal static Measured[] Means(double[][] foretold, double[][] lost, bool scaled) => [.. Enumerable.Range(0, lost[0].Length).Select(i =>
    {
        var factor = scaled ? Factor(foretold, lost, i) : 1;
        return new Measured(foretold.Zip(lost, (guess, truth) => Math.Pow(factor * guess[i] - truth[i], 2)).Average());
    })];

    /// <summary>The factor β that minimises Σ (β a − b)²; 0 where the relevance foretells no change.</summary>
    private static double Factor(double[][] foretold, double[][] lost, int image)
    {
        double both = 0, squares = 0;
        for (var sample = 0; sample < lost.Length; sample++)
        {
            both += foretold[sample][image] * lost[sample][image];
            squares += foretold[sample][image] * foretold[sample][image];
        }
        return squares == 0 ? 0 : both / squares;
    }
}

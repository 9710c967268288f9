using static TorchSharp.torch;

namespace Relevance.Evaluation;

/// <summary>For perturbations of images, the squared distance of what the relevance foretells from what the score loses.</summary>
internal sealed class SquaredErrors(EvaluationBatch batch, int samples, bool scaled)
{
    private readonly double[] before = batch.Scores();
    private readonly double[][] foretold = new double[samples][], lost = new double[samples][];

    /// <summary>Notes Σ_i I_i R_i for each image.</summary>
    /// <param name="sample">The number of the perturbation.</param>
    /// <param name="weights">I, of a shape that broadcasts with the images', in float64.</param>
    internal void Foretell(int sample, Tensor weights)
    {
        using var scope = NewDisposeScope();
        foretold[sample] = (weights * batch.Relevance).flatten(1).sum(1).data<double>().ToArray();
    }

    /// <summary>Notes the scores of the perturbed images.</summary>
    internal void Observe(int sample, double[] scores) => lost[sample] = [.. before.Zip(scores, (whole, perturbed) => whole - perturbed)];

    /// <summary>The mean over the perturbations, for each image.</summary>
    internal Measured[] Means() => [.. Enumerable.Range(0, before.Length).Select(i => new Measured(
        Enumerable.Range(0, samples).Average(sample => Math.Pow(Factor(i) * foretold[sample][i] - lost[sample][i], 2))))];

    /// <summary>The factor β that minimises Σ (β a − b)²; 0 where the relevance foretells no change.</summary>
    private double Factor(int image)
    {
        if (!scaled)
            return 1;
        double both = 0, squares = 0;
        for (var sample = 0; sample < samples; sample++)
        {
            both += foretold[sample][image] * lost[sample][image];
            squares += foretold[sample][image] * foretold[sample][image];
        }
        return squares == 0 ? 0 : both / squares;
    }
}

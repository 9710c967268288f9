using Relevance.Baselines;
using Relevance.Perturbation;
using static TorchSharp.torch;

namespace Relevance.Evaluation;

/// <summary>The explained scores of images from which some features are removed, others for each image.</summary>
internal sealed class Removal(EvaluationBatch batch, Features features, Baseline baseline)
{
    private readonly Tensor fill = baseline.For(batch.Images);

    /// <summary>The scores of variants of each image.</summary>
    /// <param name="count">The number of variants.</param>
    /// <param name="removed">Given v and the place of an image in the batch, the features that are removed; asked in the order of v.</param>
    /// <param name="use">Told v and the score of that variant of each image.</param>
    internal void Scores(int count, Func<int, int, IEnumerable<int>> removed, Action<int, double[]> use) => batch.ScoreVariants(count, variant =>
    {
        var keep = new float[batch.Count * features.Count];
        Array.Fill(keep, 1);
        for (var i = 0; i < batch.Count; i++)
        {
            foreach (var feature in removed(variant, i))
                keep[i * features.Count + feature] = 0;
        }
        // Exact at both ends: what is kept is not rounded.
        return fill.lerp(batch.Images, features.Spread(tensor(keep, [batch.Count, features.Count], batch.Images.dtype)));
    }, use);
}

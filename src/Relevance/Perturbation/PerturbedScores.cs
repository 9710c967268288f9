using Relevance.Baselines;
using static TorchSharp.torch;

namespace Relevance.Perturbation;

/// <summary>
/// The explained scores of many perturbed copies of each image of a batch, in which some values are kept and the others replaced by those of a
/// baseline. No more than <see cref="ImageBatch.Limit"/> copies exist at once.
/// </summary>
internal sealed class PerturbedScores
{
    private readonly Model model;
    private readonly ImageBatch batch;
    private readonly Tensor direction, fill;

    internal PerturbedScores(Model model, ImageBatch batch, Baseline baseline)
    {
        (this.model, this.batch, fill) = (model, batch, baseline.For(batch.Images));
        Scores = model.Scores(batch.Images);
        direction = batch.Direction(Scores).to(ScalarType.Float64);
        OfImages = Explained(Scores, 1);
    }

    /// <summary>The model's scores of the images themselves, [n, K].</summary>
    internal Tensor Scores { get; }

    /// <summary>The explained score of each image itself, [1, n] in float64.</summary>
    internal Tensor OfImages { get; }

    /// <summary>The explained score of each image's baseline, [1, n] in float64.</summary>
    internal Tensor OfBaselines()
    {
        batch.ThrowIfCancelled();
        var scores = model.Scores(fill);
        return Explained(fill.shape[0] == batch.Count ? scores : scores.expand(batch.Count, -1), 1);
    }

    /// <summary>The explained scores of perturbed copies.</summary>
    /// <param name="count">The number of copies of each image.</param>
    /// <param name="keep">
    /// Given the first copy and a number of copies, which values they keep: [number, …], 1 for those kept and 0 for those replaced, of a shape that
    /// broadcasts with that of an image.
    /// </param>
    /// <returns>[count, n] in float64.</returns>
    internal Tensor Of(int count, Func<int, int, Tensor> keep)
    {
        var atOnce = (int)Math.Max(1, batch.Limit / batch.Count);
        var parts = new List<Tensor>();
        for (var first = 0; first < count; first += atOnce)
        {
            batch.ThrowIfCancelled();
            using var scope = NewDisposeScope();
            var number = Math.Min(atOnce, count - first);
            var kept = keep(first, number).to(batch.Images.dtype).unsqueeze(1);
            // Exact at both ends, where x′ + kept · (x − x′) would round the values that are kept.
            var copies = fill.unsqueeze(0).lerp(batch.Images.unsqueeze(0), kept);
            parts.Add(Explained(model.Scores(copies.flatten(0, 1)), number).MoveToOuterDisposeScope());
        }
        return parts.Count == 0 ? zeros([0, batch.Count], ScalarType.Float64) : cat(parts, 0);
    }

    private Tensor Explained(Tensor scores, int copies)
    {
        using var scope = NewDisposeScope();
        return (scores.to(ScalarType.Float64).view([copies, batch.Count, -1]) * direction).sum(-1).MoveToOuterDisposeScope();
    }
}

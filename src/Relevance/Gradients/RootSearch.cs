using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Gradients;

/// <summary>
/// Looks for the root of the explained score nearest to each image on a segment: the first change of sign among equal steps, then bisection. All
/// images of a batch at once, each on its own.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="batch">The images.</param>
/// <param name="direction">The weights of the explained sum, [n, K].</param>
internal sealed class RootSearch(Model model, ImageBatch batch, Tensor direction)
{
    private const int Steps = 24;

    /// <summary>2⁻⁴⁰ of a step: the rounding of float32 and more than enough in float64.</summary>
    private const int Bisections = 40;

    /// <summary>The points x + t·way, t from 0 to 1, with score 0; where there is none, with the smallest magnitude among those tried.</summary>
    /// <param name="scores">The scores at x, [n, K].</param>
    /// <param name="way">From x to the end of the segment, of the images' shape.</param>
    internal Tensor Nearest(Tensor scores, Tensor way)
    {
        var values = new double[Steps + 1][];
        values[0] = Explained(scores, direction);
        batch.ForEachVariant(Steps, step => batch.Images.Plus(way, (step + 1.0) / Steps), direction,
            variants => (model.Scores(variants.Images) * variants.Direction(variants.Images)).sum(1),
            (step, found) => values[step + 1] = ToArray(found));

        var (low, high) = (new double[batch.Count], new double[batch.Count]);
        for (var i = 0; i < batch.Count; i++)
        {
            var sign = Sign(values[0][i]);
            var change = Enumerable.Range(1, Steps).FirstOrDefault(step => Sign(values[step][i]) != sign);
            var least = Enumerable.Range(0, Steps + 1).MinBy(step => double.IsNaN(values[step][i]) ? double.PositiveInfinity : Math.Abs(values[step][i]));
            (low[i], high[i]) = change > 0 ? ((change - 1.0) / Steps, (double)change / Steps) : ((double)least / Steps, (double)least / Steps);
        }
        for (var round = 0; round < Bisections; round++)
        {
            batch.ThrowIfCancelled();
            using var scope = NewDisposeScope();
            double[] middle = [.. low.Zip(high, (l, h) => (l + h) / 2)];
            var found = Explained(model.Scores(Points(way, middle)), direction);
            for (var i = 0; i < middle.Length; i++)
            {
                if (Sign(found[i]) == Sign(values[0][i]))
                    low[i] = middle[i];
                else
                    high[i] = middle[i];
            }
        }
        return Points(way, [.. low.Zip(high, (l, h) => (l + h) / 2)]);
    }

    /// <summary>Of what is no number 0, where <see cref="Math.Sign(double)"/> throws: a score that overflows on the way is no reason to stop.</summary>
    private static int Sign(double value) => value > 0 ? 1 : value < 0 ? -1 : 0;

    private Tensor Points(Tensor way, double[] places)
    {
        long[] perImage = [-1, .. Enumerable.Repeat(1L, (int)batch.Images.dim() - 1)];
        return batch.Images.Plus(way * tensor(places).to(way.dtype).reshape(perImage));
    }

    private static double[] Explained(Tensor scores, Tensor direction) => ToArray((scores * direction).sum(1));

    private static double[] ToArray(Tensor values) => values.to(ScalarType.Float64).contiguous().data<double>().ToArray();
}

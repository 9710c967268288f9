using System.Numerics;
using System.Numerics.Tensors;

namespace Relevance.Gradients;

/// <summary>
/// Looks for the root of the explained score nearest to each image on a segment: the first change of sign among equal steps, then bisection. All
/// images of a batch at once, each on its own.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="batch">The images.</param>
/// <param name="direction">The weights of the explained sum, [n, K].</param>
internal sealed class RootSearch<T>(Model model, ImageBatch<T> batch, Tensor<T> direction)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Steps = 24;

    /// <summary>2⁻⁴⁰ of a step: the rounding of float32 and more than enough in float64.</summary>
    private const int Bisections = 40;

    /// <summary>The points on the way from x to the end of the segment with score 0; where there is none, with the smallest magnitude among those tried.</summary>
    /// <param name="scores">The scores at x, [n, K].</param>
    /// <param name="ends">The ends, of the images' shape.</param>
    internal Tensor<T> Nearest(Tensor<T> scores, Tensor<T> ends)
    {
        var values = new double[Steps + 1][];
        values[0] = Sums.PerImage(scores, direction);
        for (var step = 1; step <= Steps; step++)
            values[step] = new double[batch.Count];
        batch.ForEachVariant(Steps, (step, i, point) => Segment.Write(batch.Images.Image(i), ends.Image(i), (step + 1.0) / Steps, point), direction,
            variants => model.Scores(variants.Images, variants.Cancellation),
            (step, i, found) => values[step + 1][i] = Sums.Product<T>(found, direction.Image(i)));

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
            double[] middle = Middle();
            var found = Sums.PerImage(model.Scores(Points(ends, middle), batch.Cancellation), direction);
            for (var i = 0; i < middle.Length; i++)
            {
                if (Sign(found[i]) == Sign(values[0][i]))
                    low[i] = middle[i];
                else
                    high[i] = middle[i];
            }
        }
        return Points(ends, Middle());

        double[] Middle() => [.. low.Zip(high, (l, h) => (l + h) / 2)];
    }

    /// <summary>Of what is no number 0, where <see cref="Math.Sign(double)"/> throws: a score that overflows on the way is no reason to stop.</summary>
    private static int Sign(double value) => value > 0 ? 1 : value < 0 ? -1 : 0;

    private Tensor<T> Points(Tensor<T> ends, double[] places)
    {
        var points = Tensors.Zeros<T>(batch.Count, batch.Images.ImageShape);
        for (var i = 0; i < batch.Count; i++)
            Segment.Write(batch.Images.Image(i), ends.Image(i), places[i], points.Image(i));
        return points;
    }
}

using Relevance.Baselines;
using Relevance.Maps;
using Relevance.Randomness;

namespace Relevance.Metrics;

/// <summary>
/// Infidelity of removal: mean over random squares S of (Σ_{i∈S} R_i − (f(x) − f(x without S)))²: how well the relevance of a square predicts the decrease of
/// the score when the square is removed.
/// </summary>
/// <remarks>
/// Lower is better; 0 for gradient × input of a linear score and fill 0. For methods that decompose the score. The side of each square is drawn uniformly from
/// 1 to the largest, then its position. Costs one forward pass per square. Units: score². Source: Yeh et al., On the (in)fidelity and sensitivity of
/// explanations, 2019, sections 2.2 (difference to a baseline) and 5 (square removal).
/// </remarks>
public sealed class RemovalInfidelity : InfidelityMeasure
{
    private readonly Baseline fill;
    private readonly int largest;

    /// <summary>Creates the measure.</summary>
    /// <param name="fill">The values that replace removed features.</param>
    /// <param name="largest">The side of the largest square in pixels, at least 1; not more than that of the image is used.</param>
    /// <param name="samples">The number of squares, at least 1.</param>
    /// <param name="scaled">Whether R is first multiplied by the best-fitting factor, so that methods with different units can be compared; this also forgives
    /// a reversed sign.</param>
    /// <param name="seed">The seed of the random squares.</param>
    /// <exception cref="ArgumentOutOfRangeException">The side or the number of squares is less than 1.</exception>
    public RemovalInfidelity(Baseline fill, int largest = 10, int samples = 100, bool scaled = false, int seed = 0)
        : base("removal-infidelity", "Infidelity of removal", [new("fill", $"{fill}"), new("largest", largest)], samples, scaled, seed)
    {
        ArgumentNullException.ThrowIfNull(fill);
        ArgumentOutOfRangeException.ThrowIfLessThan(largest, 1);
        (this.fill, this.largest) = (fill, largest);
    }

    /// <inheritdoc/>
    public override string Meaning => "the error with which the relevance of a square predicts the decrease of the score without it";

    /// <inheritdoc/>
    protected override Func<EvaluationBatch<T>, BatchMeasurement> Start<T>(Explainer explainer, Shape imageShape)
    {
        var (height, width) = Sides.Of(imageShape, Name);
        return batch =>
        {
            var fills = fill.For(batch.Images);
            Square[][] squares = [.. Enumerable.Range(0, batch.Count).Select(image => Draw(batch.Random(image, Seed), height, width))];
            return Judge(batch, (fill, largest), Remove, (sample, image) => squares[image][sample].Sum(batch.Relevances[image], height, width));

            void Remove(int sample, int image, Span<T> values)
            {
                batch.Images.Image(image).CopyTo(values);
                squares[image][sample].Copy(fills.Image(image), values, height, width);
            }
        };
    }

    /// <summary>All squares of one image.</summary>
    private Square[] Draw(RandomNumbers random, int height, int width) => [.. Enumerable.Range(0, Samples).Select(sample =>
    {
        var side = 1 + random.Below(3 * sample, Math.Min(largest, Math.Min(height, width)));
        return new Square(random.Below(3 * sample + 1, height - side + 1), random.Below(3 * sample + 2, width - side + 1), side);
    })];

    private readonly record struct Square(int Top, int Left, int Side)
    {
        /// <summary>Copies the values inside, of all channels.</summary>
        internal void Copy<T>(ReadOnlySpan<T> from, Span<T> to, int height, int width)
        {
            for (var first = 0; first < to.Length; first += height * width)
            {
                for (var y = Top; y < Top + Side; y++)
                    from.Slice(first + y * width + Left, Side).CopyTo(to[(first + y * width + Left)..]);
            }
        }

        /// <summary>What the values inside sum to, over all channels.</summary>
        internal double Sum(double[] values, int height, int width)
        {
            var sum = 0.0;
            for (var first = 0; first < values.Length; first += height * width)
            {
                for (var y = Top; y < Top + Side; y++)
                {
                    foreach (var value in values.AsSpan(first + y * width + Left, Side))
                        sum += value;
                }
            }
            return sum;
        }
    }
}

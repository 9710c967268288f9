using Relevance.Baselines;
using static TorchSharp.torch;

namespace Relevance.Evaluation;

/// <summary>
/// Infidelity of removal: mean over random squares S of (Σ_{i∈S} R_i − (f(x) − f(x without S)))²: how well the relevance of a square foretells what the
/// score loses with it.
/// </summary>
/// <remarks>
/// Lower is better; 0 for gradient × input of a linear score and fill 0. For methods that share out the score. The sides of the squares are drawn evenly
/// from 1 to the largest, then the places. Costs one pass per square. Units: score².
/// Source: Yeh et al., On the (in)fidelity and sensitivity of explanations, 2019, sections 2.2 (difference to a baseline) and 5 (square removal).
/// </remarks>
public sealed class RemovalInfidelity : Measure
{
    private readonly Baseline fill;
    private readonly bool scaled;
    private readonly int largest, samples, seed;

    /// <summary>Prepares the measure.</summary>
    /// <param name="fill">What takes the place of what is removed.</param>
    /// <param name="largest">The side of the largest square in pixels, at least 1; cut to that of the image.</param>
    /// <param name="samples">The number of squares, at least 1.</param>
    /// <param name="scaled">Whether R is first multiplied by the factor that fits best, which makes the units of methods comparable, but forgives a turned sign.</param>
    /// <param name="seed">Decides the squares.</param>
    /// <exception cref="ArgumentOutOfRangeException">The side or the number of squares is less than 1.</exception>
    public RemovalInfidelity(Baseline fill, int largest = 10, int samples = 100, bool scaled = false, int seed = 0)
    {
        ArgumentNullException.ThrowIfNull(fill);
        ArgumentOutOfRangeException.ThrowIfLessThan(largest, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        (this.fill, this.largest, this.samples, this.scaled, this.seed) = (fill, largest, samples, scaled, seed);
        Parameters = new Dictionary<string, object>
        {
            ["fill"] = $"{fill}",
            ["largest"] = largest,
            ["samples"] = samples,
            ["scaled"] = scaled,
            ["seed"] = seed,
        };
    }

    /// <inheritdoc/>
    public override string Name => scaled ? "removal-infidelity-scaled" : "removal-infidelity";

    /// <inheritdoc/>
    public override string Title => scaled ? "Infidelity of removal, scaled" : "Infidelity of removal";

    /// <inheritdoc/>
    public override string Meaning => "how badly the relevance of a square foretells what the score loses without it";

    /// <inheritdoc/>
    public override Aspect Aspect => Aspect.Faithfulness;

    /// <inheritdoc/>
    public override Better Better => Better.Lower;

    /// <inheritdoc/>
    public override string Cost => $"{samples} passes";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters { get; }

    private protected override Func<EvaluationBatch, BatchMeasurement> Start(Explainer explainer, long[] imageShape)
    {
        var (height, width) = Sides.Of(imageShape, Name);
        return batch =>
        {
            var key = (nameof(RemovalInfidelity), fill, largest, samples, seed);
            Square[][] squares = [.. batch.Randoms(seed).Select(random => Draw(random, height, width))];
            return new(SquaredErrors.Means(batch.OfExplanation(key, Foretold), batch.OfImages(key, Lost), scaled));

            double[][] Lost()
            {
                var filled = fill.For(batch.Images).expand_as(batch.Images);
                return SquaredErrors.Lost(batch, samples, sample => batch.Images.lerp(filled, Mask(squares, sample, height, width).to(batch.Images.dtype).expand_as(batch.Images)));
            }

            double[][] Foretold() => [.. Enumerable.Range(0, samples).Select(sample =>
                squares.Select((ofImage, i) => ofImage[sample].Sum(batch.Relevances[i], height, width)).ToArray())];
        };
    }

    /// <summary>All squares of one image.</summary>
    private Square[] Draw(Random random, int height, int width) => [.. Enumerable.Range(0, samples).Select(_ =>
    {
        var side = random.Next(1, Math.Min(largest, Math.Min(height, width)) + 1);
        return new Square(random.Next(height - side + 1), random.Next(width - side + 1), side);
    })];

    /// <summary>One square for each image, 1 inside and 0 outside: [n, 1, H, W].</summary>
    private static Tensor Mask(Square[][] squares, int sample, int height, int width)
    {
        var masks = new float[squares.Length * height * width];
        for (var i = 0; i < squares.Length; i++)
        {
            var (top, left, side) = squares[i][sample];
            for (var y = top; y < top + side; y++)
                masks.AsSpan((i * height + y) * width + left, side).Fill(1);
        }
        return tensor(masks, [squares.Length, 1, height, width]);
    }

    private readonly record struct Square(int Top, int Left, int Side)
    {
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

using Relevance.Maps;

namespace Relevance.Metrics;

/// <summary>
/// Continuity of the explanation while the image is shifted across the frame: the largest change of the relevance R_q of a quadrant q between two consecutive
/// shifts, max_{t,q} |R_q(t+1) − R_q(t)|, as a fraction of the mean of Σ_i |R_i| over the shifts.
/// </summary>
/// <remarks>
/// Lower is better: as the image moves smoothly, relevance should pass smoothly from one quadrant to the next. The image is shifted to the right by one pixel
/// per step, from −r to r. Curves: the relevance of each quadrant, <c>upper left</c> to <c>lower right</c>. Costs 2r + 1 explanations. Source: Montavon, Samek,
/// Müller, Methods for interpreting and understanding deep neural networks, 2018, section 7.2 and its figure of a moving digit; the figure shows the quadrants,
/// the value is defined by this library.
/// </remarks>
public sealed class TranslationContinuity : Measure
{
    private static readonly string[] Quadrants = ["upper left", "upper right", "lower left", "lower right"];
    private readonly ChannelValues background;
    private readonly int reach;

    /// <summary>Creates the measure.</summary>
    /// <param name="background">The value of pixels that enter at the border, in normalised units, such as that of a black pixel; one for all channels or one
    /// for each.</param>
    /// <param name="reach">The largest shift r to either side in pixels, at least 1 and less than the width of the image.</param>
    /// <exception cref="ArgumentOutOfRangeException">The reach is less than 1.</exception>
    public TranslationContinuity(ChannelValues background, int reach = 6)
    {
        ArgumentNullException.ThrowIfNull(background);
        ArgumentOutOfRangeException.ThrowIfLessThan(reach, 1);
        (this.background, this.reach) = (background, reach);
        Parameters = new Dictionary<string, object> { ["background"] = Shifts.Parameter(background), ["reach"] = reach };
    }

    /// <inheritdoc/>
    public override string Name => "translation-continuity";

    /// <inheritdoc/>
    public override string Title => "Continuity under translation";

    /// <inheritdoc/>
    public override string Meaning => "the largest change of relevance in a quadrant when the image is shifted by a pixel";

    /// <inheritdoc/>
    public override Aspect Aspect => Aspect.Stability;

    /// <inheritdoc/>
    public override Better Better => Better.Lower;

    /// <inheritdoc/>
    public override string Cost => $"{2 * reach + 1} explanations";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters { get; }

    /// <inheritdoc/>
    protected override Func<EvaluationBatch<T>, BatchMeasurement> Start<T>(Explainer explainer, Shape imageShape)
    {
        var (height, width) = Sides.Of(imageShape, Name);
        if (reach >= width)
            throw new ArgumentException($"Images of a width of {width} pixels cannot be shifted by {reach}; give a smaller reach.");
        double[] steps = [.. Enumerable.Range(-reach, 2 * reach + 1)];
        int[] quadrantOf = [.. Enumerable.Range(0, imageShape.Size).Select(i => (i / width % height >= height / 2 ? 2 : 0) + (i % width >= width / 2 ? 1 : 0))];
        var outside = background.Over(imageShape).ToArray<T>();
        return batch =>
        {
            double[][][] quadrants = [.. Quadrants.Select(_ => Enumerable.Range(0, batch.Count).Select(_ => new double[steps.Length]).ToArray())];
            var magnitudes = new double[batch.Count];
            batch.ExplainVariants(
                steps.Length,
                (step, image, values) => Shifts.Write<T>(batch.Images.Image(image), imageShape, 0, step - reach, outside, values),
                (step, image, relevance) =>
                {
                    for (var i = 0; i < relevance.Length; i++)
                    {
                        var value = double.CreateTruncating(relevance[i]);
                        quadrants[quadrantOf[i]][image][step] += value;
                        magnitudes[image] += Math.Abs(value) / steps.Length;
                    }
                });
            return new(
                [.. magnitudes.Select((magnitude, image) => Measured.OrNone(quadrants.Max(quadrant => Jump(quadrant[image])) / magnitude, "All relevances are 0."))],
                [.. Quadrants.Select((name, q) => new BatchCurve(name, "pixels moved to the right", steps, quadrants[q]))]);
        };
    }

    private static double Jump(double[] values) => values.Zip(values.Skip(1), (now, next) => Math.Abs(next - now)).Max();
}

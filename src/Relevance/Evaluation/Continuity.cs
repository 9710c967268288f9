using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Evaluation;

/// <summary>
/// Continuity: max over neighbours x′ of ‖R(x) − R(x′)‖₁ / ‖x − x′‖₂. The neighbours are the image shifted by one pixel up, down, left and right.
/// </summary>
/// <remarks>
/// Lower is better; a map that never changes scores 0, so read it beside a measure of faithfulness. For a score wᵀx it is 0 for sensitivity analysis and at
/// most ‖w‖₂ for gradient × input. Relative, R is first divided by ‖R(x)‖₁, so that the units of methods do not matter. A neighbour that is the image
/// itself is left out. Costs four explanations. Source: Montavon, Samek, Müller, Methods for interpreting and understanding deep neural networks, 2018,
/// section 7.2.
/// </remarks>
public sealed class Continuity : Measure
{
    private readonly double background;
    private readonly bool relative;

    /// <summary>Prepares the measure.</summary>
    /// <param name="background">What comes in at the border, in normalised units, such as the value of a black pixel.</param>
    /// <param name="relative">Whether changes are measured as a fraction of the relevance of the image itself.</param>
    public Continuity(double background, bool relative = true)
    {
        (this.background, this.relative) = (background, relative);
        Parameters = new Dictionary<string, object> { ["background"] = background, ["relative"] = relative };
    }

    /// <inheritdoc/>
    public override string Name => "continuity";

    /// <inheritdoc/>
    public override string Title => "Continuity";

    /// <inheritdoc/>
    public override string Meaning => "how much the map changes at most when the image moves by a pixel, per distance of the images";

    /// <inheritdoc/>
    public override Aspect Aspect => Aspect.Stability;

    /// <inheritdoc/>
    public override Better Better => Better.Lower;

    /// <inheritdoc/>
    public override string Cost => "4 explanations";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters { get; }

    private protected override Func<EvaluationBatch, BatchMeasurement> Start(Explainer explainer, long[] imageShape)
    {
        Sides.Of(imageShape, Name);
        (int Down, int Right)[] shifts = [(-1, 0), (1, 0), (0, -1), (0, 1)];
        return batch =>
        {
            var distances = new double[shifts.Length][];
            var largest = new double?[batch.Count];
            batch.ExplainVariants(shifts.Length, i =>
            {
                var shifted = Shifts.By(batch.Images, shifts[i].Down, shifts[i].Right, background);
                distances[i] = [.. EvaluationBatch.PerImage(shifted.Minus(batch.Images)).Select(row => Math.Sqrt(row.Sum(value => value * value)))];
                return shifted;
            }, (i, relevance) =>
            {
                var changes = Totals(relevance.Minus(batch.Relevance));
                for (var image = 0; image < largest.Length; image++)
                {
                    if (distances[i][image] > 0)
                        largest[image] = Math.Max(largest[image] ?? 0, changes[image] / distances[i][image]);
                }
            });
            var totals = Totals(batch.Relevance);
            return new([.. largest.Zip(totals, (change, total) => change is not { } value ? Measured.None("The image is the same wherever it is shifted to.")
                : Measured.OrNone(relative ? value / total : value, "All relevances are 0."))]);
        };
    }

    private static double[] Totals(Tensor values) => [.. EvaluationBatch.PerImage(values).Select(row => row.Sum(Math.Abs))];
}

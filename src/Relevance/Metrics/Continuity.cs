using System.Numerics;
using Relevance.Maps;

namespace Relevance.Metrics;

/// <summary>
/// Continuity: max over neighbours x′ of ‖R(x) − R(x′)‖₁ / ‖x − x′‖₂. The neighbours are the image shifted by one pixel up, down, left and right.
/// </summary>
/// <remarks>
/// Lower is better. A map that never changes scores 0; interpret the measure together with one of faithfulness. For a score wᵀx it is 0 for sensitivity
/// analysis and at most ‖w‖₂ for gradient × input. In relative form, R is first divided by ‖R(x)‖₁, so that methods with different units can be compared. A
/// neighbour that is the image itself is left out. Costs four explanations. Source: Montavon, Samek, Müller, Methods for interpreting and understanding deep
/// neural networks, 2018, section 7.2.
/// </remarks>
public sealed class Continuity : Measure
{
    private readonly ChannelValues background;
    private readonly bool relative;

    /// <summary>Creates the measure.</summary>
    /// <param name="background">The value of pixels that enter at the border, in normalised units, such as that of a black pixel; one for all channels or one
    /// for each.</param>
    /// <param name="relative">Whether changes are measured as a fraction of the relevance of the image itself.</param>
    public Continuity(ChannelValues background, bool relative = true)
    {
        ArgumentNullException.ThrowIfNull(background);
        (this.background, this.relative) = (background, relative);
        Parameters = new Dictionary<string, object> { ["background"] = Shifts.Parameter(background), ["relative"] = relative };
    }

    /// <inheritdoc/>
    public override string Name => "continuity";

    /// <inheritdoc/>
    public override string Title => "Continuity";

    /// <inheritdoc/>
    public override string Meaning => "the largest change of the map when the image is shifted by a pixel, divided by the distance of the images";

    /// <inheritdoc/>
    public override Aspect Aspect => Aspect.Stability;

    /// <inheritdoc/>
    public override Better Better => Better.Lower;

    /// <inheritdoc/>
    public override string Cost => "4 explanations";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters { get; }

    /// <inheritdoc/>
    protected override Func<EvaluationBatch<T>, BatchMeasurement> Start<T>(Explainer explainer, Shape imageShape)
    {
        Sides.Of(imageShape, Name);
        (int Down, int Right)[] shifts = [(-1, 0), (1, 0), (0, -1), (0, 1)];
        var outside = background.Over(imageShape).ToArray<T>();
        return batch =>
        {
            var distances = new double[shifts.Length * batch.Count];
            var largest = new double?[batch.Count];
            batch.ExplainVariants(shifts.Length, (shift, image, values) =>
            {
                var original = batch.Images.Image(image);
                Shifts.Write<T>(original, imageShape, shifts[shift].Down, shifts[shift].Right, outside, values);
                var squares = 0.0;
                for (var i = 0; i < values.Length; i++)
                {
                    var distance = double.CreateTruncating(values[i] - original[i]);
                    squares += distance * distance;
                }
                distances[shift * batch.Count + image] = Math.Sqrt(squares);
            }, (shift, image, relevance) =>
            {
                if (distances[shift * batch.Count + image] is var distance and > 0)
                    largest[image] = Math.Max(largest[image] ?? 0, Change(relevance, batch.Relevances[image]) / distance);
            });
            return new([.. largest.Zip(batch.Relevances, (change, own) => change is not { } value ? Measured.None("The image is the same wherever it is shifted to.")
                : Measured.OrNone(relative ? value / Total(own) : value, "All relevances are 0."))]);
        };
    }

    private static double Change<T>(ReadOnlySpan<T> relevance, double[] own)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var change = 0.0;
        for (var i = 0; i < own.Length; i++)
            change += Math.Abs(double.CreateTruncating(relevance[i]) - own[i]);
        return change;
    }

    private static double Total(double[] values)
    {
        var total = 0.0;
        foreach (var value in values)
            total += Math.Abs(value);
        return total;
    }
}

using System.Numerics.Tensors;

namespace Relevance.Interpretation.Experts;

/// <summary>
/// The expert −‖x − x₀‖². With x₀ = 0 it is the ℓ2 penalty of plain activation maximisation (and, in the code space of a decoder, twice the log-density of a
/// standard normal code); with a given example as x₀ it keeps the result near the example.
/// </summary>
/// <remarks>
/// Activation maximisation of a linear score w·x with strength λ ends at x₀ + w/2λ.
/// Source: Montavon, Samek, Müller, 2018, equation 1 and section 3.4.
/// </remarks>
public sealed class SquaredDistance : Expert
{
    private readonly Tensor<double>? centre;

    /// <summary>Creates the expert of the distance from zero.</summary>
    public SquaredDistance()
    {
    }

    /// <summary>Creates the expert of the distance from given points.</summary>
    /// <param name="centre">x₀: one point [1, …] for all points, or one for each, in their order; copied.</param>
    public SquaredDistance(Tensor<double> centre)
    {
        ArgumentNullException.ThrowIfNull(centre);
        centre = Tensors.Dense(centre);
        this.centre = Tensors.Range(centre, 0, centre.ImageCount);
    }

    /// <inheritdoc/>
    public override (double[] LogDensity, Tensor<double> Gradient) At(Tensor<double> points, int first = 0)
    {
        ArgumentNullException.ThrowIfNull(points);
        points = Tensors.Dense(points);
        RequireCentreOf(points, first);
        var densities = new double[points.ImageCount];
        var gradient = Tensors.Zeros<double>(points.ImageCount, points.ImageShape);
        for (var i = 0; i < densities.Length; i++)
        {
            var point = points.Image(i);
            var slope = gradient.Image(i);
            var from = centre is null ? [] : centre.Image(centre.ImageCount == 1 ? 0 : first + i);
            for (var p = 0; p < point.Length; p++)
            {
                var away = centre is null ? point[p] : point[p] - from[p];
                densities[i] -= away * away;
                slope[p] = -2 * away;
            }
        }
        return (densities, gradient);
    }

    private void RequireCentreOf(Tensor<double> points, int first)
    {
        if (centre is not null && (centre.ImageShape != points.ImageShape || (centre.ImageCount != 1 && first + points.ImageCount > centre.ImageCount)))
            throw new ArgumentException(
                $"The centre of shape [{Text(centre)}] has no point for each of [{Text(points)}] from {first} on; give one point, or one for each.", nameof(points));

        static string Text(Tensor<double> tensor) => string.Join(", ", tensor.Lengths.ToArray());
    }
}

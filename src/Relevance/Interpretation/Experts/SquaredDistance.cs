using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Interpretation.Experts;

/// <summary>
/// −‖x − x₀‖². Around zero it is the ℓ2 penalty of plain activation maximisation (and, in the code space of a decoder, twice the log-density of a
/// standard normal code); around a given example it keeps the result near it.
/// </summary>
/// <remarks>
/// Activation maximisation of a linear score w·x with strength λ ends at x₀ + w/2λ.
/// Source: Montavon, Samek, Müller, 2018, equation 1 and section 3.4.
/// </remarks>
public sealed class SquaredDistance : Expert
{
    private readonly Tensor? centre;

    /// <summary>Distance from zero.</summary>
    public SquaredDistance()
    {
    }

    /// <summary>Distance from given points.</summary>
    /// <param name="centre">x₀: one point [1, …] for all, or one for each, in their order; copied.</param>
    public SquaredDistance(Tensor centre)
    {
        ArgumentNullException.ThrowIfNull(centre);
        this.centre = Own(centre);
    }

    /// <inheritdoc/>
    public override (Tensor LogDensity, Tensor Gradient) At(Tensor points, long first = 0)
    {
        using var scope = NewDisposeScope();
        var away = centre is null ? points : points.Minus(CentreOf(points, first));
        var gradient = away.mul(Scalars.Of(-2));
        // The native side knows only addresses: what is copied here must not be collected during the last call.
        GC.KeepAlive(this);
        return ((away * away).flatten(1).sum(1).mul(Scalars.MinusOne).MoveToOuterDisposeScope(), gradient.MoveToOuterDisposeScope());
    }

    private Tensor CentreOf(Tensor points, long first)
    {
        var count = points.shape[0];
        var shared = centre!.shape[0] == 1;
        if (!centre.shape.AsSpan(1).SequenceEqual(points.shape.AsSpan(1)) || (!shared && first + count > centre.shape[0]))
            throw new ArgumentException(
                $"The centre of shape [{string.Join(", ", centre.shape)}] has no point for each of [{string.Join(", ", points.shape)}] from {first} on; give one point, or one for each.",
                nameof(points));
        return (shared ? centre : centre.narrow(0, first, count)).to(points.dtype);
    }
}

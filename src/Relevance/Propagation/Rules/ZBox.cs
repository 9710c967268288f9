using Relevance.Networks.Maps;
using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Propagation.Rules;

/// <summary>
/// zB, for inputs that lie in a box, such as pixels: R_i = Σ_k (x_i w_ik − l w⁺_ik − h w⁻_ik) / Σ_i (the same) · R_k.
/// </summary>
/// <remarks>
/// Every term is at least 0 for l ≤ x ≤ h, so the rule keeps the sign of the relevance and conserves it whatever the bias, which takes no part.
/// Source: Montavon, Samek, Müller 2018, table 1 (deep Taylor decomposition, pixel domain); Montavon et al. 2019, table 10.1.
/// </remarks>
/// <param name="Low">l, the smallest value an input can have, in normalised units.</param>
/// <param name="High">h, the largest.</param>
/// <param name="Epsilon">The stabiliser ε ≥ 0 of the denominators.</param>
public sealed record ZBox(double Low, double High, double Epsilon = 1e-6) : LinearRule
{
    /// <summary>l, finite and not above <see cref="High"/>.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    public double Low { get; } = double.IsFinite(Low) && double.IsFinite(High) && Low <= High
        ? Low
        : throw new ArgumentException($"zB needs finite bounds with l ≤ h; given are l = {Low} and h = {High}.");

    /// <summary>h.</summary>
    public double High { get; } = High;

    /// <summary>ε, finite and at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public double Epsilon { get; } = Bounds.AtLeastZero(Epsilon);

    /// <inheritdoc/>
    public override string Name => "z-box";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters =>
        new Dictionary<string, object> { ["low"] = Low, ["high"] = High, ["epsilon"] = Epsilon };

    internal override Propagate Prepare(LinearMap map)
    {
        // x w − l w⁺ − h w⁻ = (x − l) w⁺ + (x − h) w⁻. In this form no term is negative, so nothing cancels where pixels are close to a bound; the
        // difference of x w and the bounds would leave rounding errors as large as ε in their place.
        var (positive, negative) = (map.Take(WeightPart.Positive), map.Take(WeightPart.Negative));
        var pair = new PairedMap(positive, negative);
        var (low, high) = (Scalars.Of(Low), Scalars.Of(High));
        var stabilizer = new Stabilizer(Epsilon);
        return (input, _, relevance, account) =>
        {
            using var scope = NewDisposeScope();
            var distances = pair.Pair(input.Minus(low), input.Minus(high));
            return pair.Share(distances, stabilizer.Divide(relevance, pair.Apply(distances), account)).MoveToOuterDisposeScope();
        };
    }
}

using Relevance.Networks.Maps;
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
    /// <inheritdoc/>
    public override string Name => "z-box";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters =>
        new Dictionary<string, object> { ["low"] = Low, ["high"] = High, ["epsilon"] = Epsilon };

    internal override Propagate Prepare(LinearMap map)
    {
        var (plain, positive, negative) = (map.Take(WeightPart.All), map.Take(WeightPart.Positive), map.Take(WeightPart.Negative));
        var stabilizer = new Stabilizer(Epsilon);
        return (input, _, relevance, account) =>
        {
            using var scope = NewDisposeScope();
            var shape = input.shape;
            // One image of bounds serves the whole batch; as an image, so that padding counts as the zeros that it is.
            long[] one = [1, .. shape[1..]];
            var bounds = positive.Apply(full(one, Low, input.dtype)) + negative.Apply(full(one, High, input.dtype));
            var s = stabilizer.Divide(relevance, plain.Apply(input) - bounds, account);
            return ((input - Low) * positive.Transpose(s, shape) + (input - High) * negative.Transpose(s, shape)).MoveToOuterDisposeScope();
        };
    }
}

using Relevance.Networks.Maps;
using TorchSharp;
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
        var (positive, negative) = (map.Take(WeightPart.Positive), map.Take(WeightPart.Negative));
        var bias = new BiasShare(map, BiasHandling.LeftOut);
        Scalar low = Low, high = High;
        // One image of bounds serves all; as an image, so that padding counts as the zeros that it is.
        var bounds = new PerShape((shape, type) => positive.Apply(full(shape, low, type)) + negative.Apply(full(shape, high, type)));
        var stabilizer = new Stabilizer(Epsilon);
        return (input, output, relevance, account) =>
        {
            using var scope = NewDisposeScope();
            var shape = input.shape;
            var s = stabilizer.Divide(relevance, bias.Counted(output) - bounds.For(input), account);
            return (input - low).mul_(positive.Transpose(s, shape)).add_((input - high).mul_(negative.Transpose(s, shape))).MoveToOuterDisposeScope();
        };
    }
}

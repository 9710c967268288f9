using System.Collections.Immutable;
using Relevance.Definitions;
using Relevance.Maps;

namespace Relevance.Propagation.Rules;

/// <summary>
/// zB, for inputs that lie in a box, such as pixels: R_i = Σ_k (x_i w_ik − l w⁺_ik − h w⁻_ik) / Σ_i (the same) · R_k.
/// </summary>
/// <remarks>
/// Every term is at least 0 for l ≤ x ≤ h, so that the rule keeps the sign of the relevance. It conserves relevance regardless of the bias, which is left out.
/// Source: Montavon, Samek, Müller 2018, table 1 (deep Taylor decomposition, pixel domain); Montavon et al. 2019, table 10.1.
/// </remarks>
/// <param name="Low">l, the smallest value an input can have, in normalised units.</param>
/// <param name="High">h, the largest value an input can have.</param>
/// <param name="Epsilon">The stabiliser ε ≥ 0 of the denominators.</param>
public sealed record ZBox(ChannelValues Low, ChannelValues High, double Epsilon = 1e-6) : LinearRule
{
    /// <summary>The definition of the rule by name: its meaning, formula, source and parameters.</summary>
    public static RuleDefinition Definition { get; } = new("z-box", "zB", "For inputs between two bounds, such as pixels: each contribution is measured from the bounds.",
        [
            Parameter.Channels("low", "the smallest value of an input; by default that of the pixels") with { Symbol = "l" },
            Parameter.Channels("high", "the largest value of an input; by default that of the pixels") with { Symbol = "h" },
            RuleParameters.Stabilizer,
        ],
        (arguments, domain) => new ZBox(arguments.Channels("low") ?? domain.Low, arguments.Channels("high") ?? domain.High, RuleParameters.Epsilon(arguments)))
    {
        Formula = "R_i = Σ_k (x_i w_ik − l w⁺_ik − h w⁻_ik) / Σ_i (x_i w_ik − l w⁺_ik − h w⁻_ik) · R_k",
        Source = "Montavon, Samek, Müller, Methods for interpreting and understanding deep neural networks, 2018, table 1.",
    };

    /// <summary>l, the smallest value an input can have, not above <see cref="High"/>.</summary>
    /// <exception cref="ArgumentException">The value is above <see cref="High"/>, or the numbers of channels differ.</exception>
    public ChannelValues Low { get; } = Low.Pairs(High).All(pair => pair.Own <= pair.Other)
        ? Low
        : throw new ArgumentException($"zB needs bounds with l ≤ h; given are l = {Low} and h = {High}.");

    /// <summary>h, the largest value an input can have.</summary>
    public ChannelValues High { get; } = High;

    /// <summary>ε, finite and at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double Epsilon { get; } = Bounds.AtLeastZero(Epsilon);

    /// <inheritdoc/>
    public override string Name => Definition.Name;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters =>
        new Dictionary<string, object> { ["low"] = Low, ["high"] = High, ["epsilon"] = Epsilon };

    /// <inheritdoc/>
    public override ImmutableArray<ShareGroup> Groups => [new([new(InputPart.Above(Low), WeightPart.Positive), new(InputPart.Above(High), WeightPart.Negative)], Epsilon)];

    /// <inheritdoc/>
    public override BiasHandling Bias => BiasHandling.LeftOut;
}

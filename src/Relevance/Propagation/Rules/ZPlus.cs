using System.Collections.Immutable;
using Relevance.Maps;

namespace Relevance.Propagation.Rules;

/// <summary>z⁺: R_j = Σ_k (a_j w_jk)⁺ / Σ_j (a_j w_jk)⁺ · R_k. Only positive contributions count: LRP-αβ with α = 1, β = 0.</summary>
/// <remarks>
/// For a ≥ 0 it is the rule of deep Taylor decomposition for hidden layers, which leaves the bias out. Conserves relevance if every unit with relevance has a
/// positive contribution. Source: Montavon, Samek, Müller 2018, table 1.
/// </remarks>
/// <param name="Epsilon">The stabiliser ε ≥ 0 of the denominators, in units of the layer's output.</param>
/// <param name="Bias">How the share of relevance that falls to the bias is treated.</param>
public sealed record ZPlus(double Epsilon = 1e-6, BiasHandling Bias = BiasHandling.LeftOut) : LinearRule
{
    /// <summary>The definition of the rule by name: its meaning, formula, source and parameters.</summary>
    public static RuleDefinition Definition { get; } = new("z-plus", "z⁺", "Only positive contributions; without biases, as in deep Taylor decomposition, or, with bias=in-denominator, with positive biases, as in Zennit.",
        [RuleParameters.Stabilizer, RuleParameters.Bias(BiasHandling.LeftOut)],
        (arguments, _) => new ZPlus(RuleParameters.Epsilon(arguments), RuleParameters.Bias(arguments)))
    {
        Formula = "R_j = Σ_k (a_j w_jk)⁺ / Σ_j (a_j w_jk)⁺ · R_k",
        Source = "Montavon, Samek, Müller, Methods for interpreting and understanding deep neural networks, 2018, table 1.",
    };

    /// <summary>ε, finite and at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double Epsilon { get; } = Bounds.AtLeastZero(Epsilon);

    /// <inheritdoc/>
    public override string Name => Definition.Name;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters => new Dictionary<string, object> { ["epsilon"] = Epsilon, ["bias"] = Bias };

    /// <inheritdoc/>
    public override ImmutableArray<ShareGroup> Groups =>
    [
        new([new(InputPart.Positive, WeightPart.Positive), new(InputPart.Negative, WeightPart.Negative)], Epsilon),
    ];

    /// <inheritdoc/>
    public override BiasHandling Bias { get; } = Bias;
}

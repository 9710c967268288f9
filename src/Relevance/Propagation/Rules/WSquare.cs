using System.Collections.Immutable;
using Relevance.Maps;

namespace Relevance.Propagation.Rules;

/// <summary>w²: R_j = Σ_k w²_jk / Σ_j w²_jk · R_k. The deep Taylor rule for inputs without bounds; uses the input only through R_k.</summary>
/// <remarks>
/// Conserves relevance regardless of the bias, which the source leaves out. (Zennit adds the squared bias to the denominator:
/// <see cref="BiasHandling.InDenominator"/>.) Source: Montavon, Samek, Müller 2018, table 1.
/// </remarks>
/// <param name="Epsilon">The stabiliser ε ≥ 0 of the denominators, in units of squared weights.</param>
/// <param name="Bias">How the share of relevance that falls to the bias is treated.</param>
public sealed record WSquare(double Epsilon = 1e-6, BiasHandling Bias = BiasHandling.LeftOut) : LinearRule
{
    /// <summary>The definition of the rule by name: its meaning, formula, source and parameters.</summary>
    public static RuleDefinition Definition { get; } = new("w-square", "w²", "Squared weights alone, for inputs without bounds.",
        [RuleParameters.Stabilizer, RuleParameters.Bias(BiasHandling.LeftOut)],
        (arguments, _) => new WSquare(RuleParameters.Epsilon(arguments), RuleParameters.Bias(arguments)))
    {
        Formula = "R_j = Σ_k w²_jk / Σ_j w²_jk · R_k",
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
    public override ImmutableArray<ShareGroup> Groups => [new([new(InputPart.One, WeightPart.Square)], Epsilon)];

    /// <inheritdoc/>
    public override BiasHandling Bias { get; } = Bias;
}

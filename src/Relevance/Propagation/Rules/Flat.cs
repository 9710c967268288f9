using System.Collections.Immutable;
using Relevance.Maps;

namespace Relevance.Propagation.Rules;

/// <summary>Flat: R_j = Σ_k 1 / n_k · R_k, where n_k is the number of inputs of unit k: relevance is spread evenly over the receptive field.</summary>
/// <remarks>
/// Conserves relevance; the bias is left out. Used in the first layer to show which regions matter rather than which pixels. Source: Lapuschkin et al.,
/// Unmasking Clever Hans predictors, Nature Communications 2019 (there: LRP♭).
/// </remarks>
/// <param name="Epsilon">The stabiliser ε ≥ 0 of the denominators n_k.</param>
public sealed record Flat(double Epsilon = 1e-6) : LinearRule
{
    /// <summary>The definition of the rule by name: its meaning, formula, source and parameters.</summary>
    public static RuleDefinition Definition { get; } = new("flat", "flat", "Equal relevance for every input of a unit: shows which regions matter rather than which pixels.",
        [RuleParameters.Stabilizer],
        (arguments, _) => new Flat(RuleParameters.Epsilon(arguments)))
    {
        Formula = "R_j = Σ_k 1 / n_k · R_k, n_k the number of inputs of unit k",
        Source = "Lapuschkin et al., Unmasking Clever Hans predictors and assessing what machines really learn, 2019.",
    };

    /// <summary>ε, finite and at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double Epsilon { get; } = Bounds.AtLeastZero(Epsilon);

    /// <inheritdoc/>
    public override string Name => Definition.Name;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters => new Dictionary<string, object> { ["epsilon"] = Epsilon };

    /// <inheritdoc/>
    public override ImmutableArray<ShareGroup> Groups => [new([new(InputPart.One, WeightPart.Connection)], Epsilon)];

    /// <inheritdoc/>
    public override BiasHandling Bias => BiasHandling.LeftOut;
}

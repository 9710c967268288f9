using Relevance.Networks.Maps;

namespace Relevance.Propagation.Rules;

/// <summary>z⁺: R_j = Σ_k (a_j w_jk)⁺ / Σ_j (a_j w_jk)⁺ · R_k. Only contributions that excite count: LRP-αβ with α = 1, β = 0.</summary>
/// <remarks>
/// For a ≥ 0 the rule of deep Taylor decomposition in hidden layers, where the bias takes no part; conserves wherever a unit with relevance has
/// a positive contribution. Zennit's rule of this name is LRP-α1β0 whole, so that a positive bias counts: <see cref="BiasHandling.InDenominator"/>; the
/// named composites that are Zennit's have that. A negative bias takes no part in either. Source: Montavon, Samek, Müller 2018, table 1.
/// </remarks>
/// <param name="Epsilon">The stabiliser ε ≥ 0 of the denominators, in units of the layer's output.</param>
/// <param name="Bias">What becomes of the share of a positive bias; as in deep Taylor decomposition there is none unless said.</param>
public sealed record ZPlus(double Epsilon = 1e-6, BiasHandling Bias = BiasHandling.LeftOut) : LinearRule
{
    /// <summary>ε, finite and at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public double Epsilon { get; } = Bounds.AtLeastZero(Epsilon);

    /// <inheritdoc/>
    public override string Name => "z-plus";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters => new Dictionary<string, object> { ["epsilon"] = Epsilon, ["bias"] = Bias };

    internal override Propagate Prepare(LinearMap map) => new AlphaBeta(1, 0, Epsilon, Bias).Prepare(map);
}

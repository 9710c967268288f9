using System.Collections.Immutable;
using Relevance.Maps;

namespace Relevance.Propagation.Rules;

/// <summary>What an input contributes to a unit: coefficient · f(a_j) · ρ(w_jk), times the sign of z_k if so said.</summary>
/// <param name="Input">f.</param>
/// <param name="Weight">ρ.</param>
/// <param name="Coefficient">The coefficient.</param>
/// <param name="BySign">Whether the contribution takes the sign of the unit's output z_k; a unit with z_k = 0 then hands on nothing.</param>
public sealed record Term(InputPart Input, WeightPart Weight, double Coefficient = 1, bool BySign = false);

/// <summary>
/// Contributions that share relevance among themselves: R_j = factor · Σ_k c_jk / (Σ_j c_jk + ε · sign) · R_k with c_jk the sum of the terms. A bias
/// contributes as an input fixed at 1, unless the rule leaves it out.
/// </summary>
/// <param name="Terms">The terms of a contribution, at least one.</param>
/// <param name="Epsilon">ε ≥ 0.</param>
/// <param name="Relative">Whether ε is a multiple of the root mean square of the denominators of each image.</param>
/// <param name="Factor">The factor.</param>
public sealed record ShareGroup(ImmutableArray<Term> Terms, double Epsilon, bool Relative = false, double Factor = 1)
{
    /// <summary>The terms of a contribution.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public ImmutableArray<Term> Terms { get; } = Terms.IsDefaultOrEmpty ? throw new ArgumentException("Contributions need at least one term.", nameof(Terms)) : Terms;

    /// <summary>ε.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or no number.</exception>
    public double Epsilon { get; } = Epsilon >= 0 ? Epsilon : throw new ArgumentOutOfRangeException(nameof(Epsilon), Epsilon, "The stabiliser must be at least 0.");
}

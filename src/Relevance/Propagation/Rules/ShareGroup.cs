using System.Collections.Immutable;
using Relevance.Maps;

namespace Relevance.Propagation.Rules;

/// <summary>A term of the contribution of an input to a unit: coefficient · f(a_j) · ρ(w_jk), optionally times the sign of z_k.</summary>
/// <param name="Input">The function f of the input.</param>
/// <param name="Weight">The function ρ of the weight.</param>
/// <param name="Coefficient">The coefficient.</param>
/// <param name="BySign">Whether the term is multiplied by the sign of the unit's output z_k; a unit with z_k = 0 then passes on no relevance.</param>
public sealed record Term(InputPart Input, WeightPart Weight, double Coefficient = 1, bool BySign = false);

/// <summary>
/// A group of contributions in proportion to which relevance is shared: R_j = factor · Σ_k c_jk / (Σ_j c_jk + ε · sign) · R_k where c_jk is the sum of the
/// terms. A bias contributes as an input fixed at 1, unless the rule leaves it out.
/// </summary>
/// <param name="Terms">The terms of a contribution, at least one.</param>
/// <param name="Epsilon">The stabiliser ε ≥ 0 of the denominator.</param>
/// <param name="Relative">Whether ε is multiplied by the root mean square of the denominators of each image.</param>
/// <param name="Factor">The factor of the group.</param>
public sealed record ShareGroup(ImmutableArray<Term> Terms, double Epsilon, bool Relative = false, double Factor = 1)
{
    /// <summary>The terms of a contribution.</summary>
    /// <exception cref="ArgumentException">There are no terms.</exception>
    public ImmutableArray<Term> Terms { get; } = Terms.IsDefaultOrEmpty ? throw new ArgumentException("Contributions need at least one term.", nameof(Terms)) : Terms;

    /// <summary>The stabiliser ε.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or NaN.</exception>
    public double Epsilon { get; } = Epsilon >= 0 ? Epsilon : throw new ArgumentOutOfRangeException(nameof(Epsilon), Epsilon, "The stabiliser must be at least 0.");
}

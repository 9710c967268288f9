using Relevance.Networks.Maps;

namespace Relevance.Propagation.Rules;

/// <summary>
/// LRP-ε: R_j = Σ_k a_j w_jk / (z_k + ε·sign(z_k)) · R_k with z_k = Σ_{0,j} a_j w_jk. The bias takes its share, and ε absorbs relevance
/// where contributions are weak or contradict each other.
/// </summary>
/// <remarks>ε = 0 is LRP-0. Source: Bach et al., On pixel-wise explanations…, PLoS ONE 2015, equation 58; Montavon et al. 2019, section 10.2.2.</remarks>
/// <param name="Epsilon">ε ≥ 0, in units of the layer's output.</param>
public sealed record LrpEpsilon(double Epsilon = 1e-6) : Rule
{
    /// <inheritdoc/>
    public override string Name => "epsilon";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters => new Dictionary<string, object> { ["epsilon"] = Epsilon };

    /// <inheritdoc/>
    public override Propagate Prepare(LinearMap map) => (input, output, relevance) =>
        input * map.Transpose(Stabilizer.Divide(relevance, output, Epsilon), input.shape);
}

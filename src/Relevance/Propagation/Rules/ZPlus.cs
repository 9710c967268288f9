using Relevance.Networks.Maps;
using static TorchSharp.torch;

namespace Relevance.Propagation.Rules;

/// <summary>z⁺: R_j = Σ_k (a_j w_jk)⁺ / Σ_j (a_j w_jk)⁺ · R_k. Only contributions that excite count; the bias is left out.</summary>
/// <remarks>
/// For a ≥ 0 the rule of deep Taylor decomposition in hidden layers; conserves wherever a unit with relevance has a positive contribution.
/// Source: Montavon, Samek, Müller 2018, table 1.
/// </remarks>
/// <param name="Epsilon">The stabiliser ε ≥ 0 of the denominators, in units of the layer's output.</param>
public sealed record ZPlus(double Epsilon = 1e-6) : Rule
{
    /// <inheritdoc/>
    public override string Name => "z-plus";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters => new Dictionary<string, object> { ["epsilon"] = Epsilon };

    /// <inheritdoc/>
    public override Propagate Prepare(LinearMap map)
    {
        var signed = new SignedContributions(map.Modify(w => w.alias(), null));
        return (input, _, relevance) =>
        {
            using var scope = NewDisposeScope();
            var s = Stabilizer.Divide(relevance, signed.Positive(input), Epsilon);
            return signed.Transpose(input, s, zeros_like(s)).MoveToOuterDisposeScope();
        };
    }
}

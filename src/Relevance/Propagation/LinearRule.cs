using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Networks.Maps;

namespace Relevance.Propagation;

/// <summary>
/// A rule for linear layers. Most are forms of R_j = Σ_k a_j ρ(w_jk) / (ε + Σ_{0,j} a_j ρ(w_jk)) · R_k,
/// computed in four steps: z = ε + layer_ρ(a); s = R / z; c = layer_ρᵀ(s); R = a ⊙ c.
/// </summary>
/// <remarks>
/// The sum Σ_{0,j} includes the bias as an extra input fixed at 1; see <see cref="BiasHandling"/>.
/// Source: Montavon, Binder, Lapuschkin, Samek, Müller, Layer-wise relevance propagation: an overview, 2019, section 10.2.
/// </remarks>
public abstract record LinearRule : Rule
{
    internal sealed override Propagate Prepare(Layer layer) => layer is LinearLayer linear
        ? Prepare(linear.Map)
        : throw new ArgumentException($"Rule '{Name}' is for linear layers, not for {layer}.");

    internal abstract Propagate Prepare(LinearMap map);
}

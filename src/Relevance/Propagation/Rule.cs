using Relevance.Networks.Maps;
using static TorchSharp.torch;

namespace Relevance.Propagation;

/// <summary>Redistributes the relevance at a linear layer's output to its inputs.</summary>
/// <param name="input">The layer's input a.</param>
/// <param name="output">The layer's output z = W a + b, before any activation.</param>
/// <param name="relevance">R_k at the output, of the shape of <paramref name="output"/>.</param>
/// <returns>R_j at the input, of the shape of <paramref name="input"/>.</returns>
public delegate Tensor Propagate(Tensor input, Tensor output, Tensor relevance);

/// <summary>
/// A rule of layer-wise relevance propagation: a value with parameters. Most are forms of
/// R_j = Σ_k a_j ρ(w_jk) / (ε + Σ_{0,j} a_j ρ(w_jk)) · R_k,
/// computed in four steps: z = ε + layer_ρ(a); s = R / z; c = layer_ρᵀ(s); R = a ⊙ c.
/// </summary>
/// <remarks>
/// The sum Σ_{0,j} includes the bias as an extra input fixed at 1; what it receives is absorbed.
/// Source: Montavon, Binder, Lapuschkin, Samek, Müller, Layer-wise relevance propagation: an overview, 2019, section 10.2.
/// </remarks>
public abstract record Rule
{
    /// <summary>The rule's name in kebab case, such as <c>epsilon</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The rule's parameters by name.</summary>
    public abstract IReadOnlyDictionary<string, object> Parameters { get; }

    /// <summary>Binds the rule to a layer; modified weights are computed here, once.</summary>
    /// <param name="map">The layer's linear map.</param>
    public abstract Propagate Prepare(LinearMap map);

    /// <inheritdoc/>
    public sealed override string ToString() => Parameters.Count == 0
        ? Name
        : $"{Name}({string.Join(", ", Parameters.Select(p => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{p.Key}={p.Value}")))})";
}

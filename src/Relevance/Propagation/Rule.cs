using System.Globalization;
using Relevance.Networks;
using Relevance.Propagation.Notation;
using static TorchSharp.torch;

namespace Relevance.Propagation;

/// <summary>Redistributes the relevance at a layer's output to its input.</summary>
/// <param name="input">The layer's input a.</param>
/// <param name="output">The layer's output; of a linear layer z = W a + b, before any activation.</param>
/// <param name="relevance">R_k at the output, of the shape of <paramref name="output"/>.</param>
/// <param name="account">Where absorbed relevance is booked, or null.</param>
/// <returns>R_j at the input, of the shape of <paramref name="input"/>.</returns>
internal delegate Tensor Propagate(Tensor input, Tensor output, Tensor relevance, LayerAccount? account);

/// <summary>A rule of layer-wise relevance propagation: a value with parameters, equal to another with the same parameters.</summary>
public abstract record Rule
{
    /// <summary>The rule's name in kebab case, such as <c>epsilon</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The rule's parameters by name; numbers, booleans or strings.</summary>
    public abstract IReadOnlyDictionary<string, object> Parameters { get; }

    /// <summary>Binds the rule to a layer; modified weights are computed here, once.</summary>
    /// <exception cref="ArgumentException">The rule is not defined for such a layer.</exception>
    internal abstract Propagate Prepare(Layer layer);

    /// <summary>The rule in writing, such as <c>gamma(gamma=0.25, epsilon=1E-06, bias=in-denominator)</c>.</summary>
    public sealed override string ToString() =>
        Parameters.Count == 0 ? Name : $"{Name}({string.Join(", ", Parameters.Select(parameter => $"{parameter.Key}={Write(parameter.Value)}"))})";

    private static string Write(object value) => value switch
    {
        BiasHandling handling => BiasNames.Of(handling),
        bool flag => flag ? "true" : "false",
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };
}

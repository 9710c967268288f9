using static TorchSharp.torch;

namespace Relevance.Networks.Maps;

/// <summary>
/// A linear map z = W a + b whose weights can be exchanged: what every LRP rule needs of a fully connected, convolutional or
/// pooling layer, whatever its geometry.
/// </summary>
public abstract class LinearMap
{
    /// <summary>Whether the map has a bias b.</summary>
    public abstract bool HasBias { get; }

    /// <summary>Computes W a + b.</summary>
    /// <param name="input">a, with the batch as first axis.</param>
    public abstract Tensor Apply(Tensor input);

    /// <summary>Computes Wᵀ s; the bias plays no part.</summary>
    /// <param name="output">s, of the shape that <see cref="Apply"/> returns.</param>
    /// <param name="inputShape">The shape of a: several inputs may give the same output shape.</param>
    public abstract Tensor Transpose(Tensor output, long[] inputShape);

    /// <summary>The map of the same geometry with modified weights ρ(w) and bias: what the rules compute once and keep.</summary>
    /// <param name="weight">ρ, applied to each weight on its own; must return a new tensor of the same shape.</param>
    /// <param name="bias">Applied to the bias; null leaves the bias out.</param>
    public abstract LinearMap Modify(Func<Tensor, Tensor> weight, Func<Tensor, Tensor>? bias);

    /// <summary>The same map in another floating-point type.</summary>
    public abstract LinearMap To(ScalarType type);

    /// <summary>The geometry in words, such as <c>1 → 6, 3×3</c>.</summary>
    public abstract override string ToString();

    /// <summary>A snapshot of a parameter that no dispose scope, gradient or later training step reaches.</summary>
    internal static Tensor Own(Tensor parameter)
    {
        using var nothing = no_grad();
        return parameter.detach().clone().DetachFromDisposeScope();
    }
}
